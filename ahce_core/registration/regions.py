"""第六条　省人力资源社会保障厅综合管理全省专业技术人员继续教育工作，负责制定全省继续教育政策、规划并组织实施，指导和监督各市、各行业主管部门的继续教育工作。

Who stands above whom: province, 16 cities, 104 counties, by the codes of GB/T 2260. 广德市 and 宿松县 are managed by the
province directly, as the regulation's own address says (各市及广德市、宿松县). Development zones have no code there.
"""

from collections import namedtuple

from ..problems import Problem, Refusal, did_you_mean, presentable
from ..wording import Text

PROVINCE = "340000"
DIRECTLY_MANAGED = ("341882", "340826")  # 广德市 (341822 until it became a city in 2019), 宿松县

_COUNTIES = {
    "3401合肥市": "02瑶海区 03庐阳区 04蜀山区 11包河区 21长丰县 22肥东县 23肥西县 24庐江县 81巢湖市",
    "3402芜湖市": "02镜湖区 07鸠江区 09弋江区 10湾沚区 12繁昌区 23南陵县 81无为市",
    "3403蚌埠市": "02龙子湖区 03蚌山区 04禹会区 11淮上区 21怀远县 22五河县 23固镇县",
    "3404淮南市": "02大通区 03田家庵区 04谢家集区 05八公山区 06潘集区 21凤台县 22寿县",
    "3405马鞍山市": "03花山区 04雨山区 06博望区 21当涂县 22含山县 23和县",
    "3406淮北市": "02杜集区 03相山区 04烈山区 21濉溪县",
    "3407铜陵市": "05铜官区 06义安区 11郊区 22枞阳县",
    "3408安庆市": "02迎江区 03大观区 11宜秀区 22怀宁县 25太湖县 26宿松县 27望江县 28岳西县 81桐城市 82潜山市",
    "3410黄山市": "02屯溪区 03黄山区 04徽州区 21歙县 22休宁县 23黟县 24祁门县",
    "3411滁州市": "02琅琊区 03南谯区 22来安县 24全椒县 25定远县 26凤阳县 81天长市 82明光市",
    "3412阜阳市": "02颍州区 03颍东区 04颍泉区 21临泉县 22太和县 25阜南县 26颍上县 82界首市",
    "3413宿州市": "02埇桥区 21砀山县 22萧县 23灵璧县 24泗县",
    "3415六安市": "02金安区 03裕安区 04叶集区 22霍邱县 23舒城县 24金寨县 25霍山县",
    "3416亳州市": "02谯城区 21涡阳县 22蒙城县 23利辛县",
    "3417池州市": "02贵池区 21东至县 22石台县 23青阳县",
    "3418宣城市": "02宣州区 21郎溪县 23泾县 24绩溪县 25旌德县 81宁国市 82广德市",
}

NO_REGION = Text("没有“{}”这个行政区划代码。{}", "There is no region “{}”. {}")

NO_COUNTY = Text(
    "“{}”下面还有县（市、区）；请填写所在的县（市、区）。",
    "“{}” has counties and districts; please give the one where you are.",
)


class Region(namedtuple("Region", ("code", "name", "above"))):
    """A region with a bureau of its own; ``above`` is the code of the one it answers to, empty for the province."""

    __slots__ = ()
    code: str
    name: str
    above: str


def _table() -> dict[str, Region]:
    table = {PROVINCE: Region(PROVINCE, "安徽省", "")}
    for city, counties in _COUNTIES.items():
        prefix, name = city[:4], city[4:]
        table[f"{prefix}00"] = Region(f"{prefix}00", name, PROVINCE)
        for county in counties.split():
            code = prefix + county[:2]
            above = PROVINCE if code in DIRECTLY_MANAGED else f"{prefix}00"
            table[code] = Region(code, county[2:], above)
    return table


REGIONS = _table()


def region(code: str) -> Region:
    """The region of a GB/T 2260 code.

    Raises :class:`~ahce_core.problems.Refusal` for a code that Anhui does not have.
    """
    if code in REGIONS:
        return REGIONS[code]
    remedy = did_you_mean(code, REGIONS)
    raise Refusal([Problem("region", NO_REGION.format(presentable(code), remedy))])


def county(code: str) -> Region:
    """The region of a code that no other region stands under: a county, a district, or one that the province manages.

    Raises :class:`~ahce_core.problems.Refusal` for a city, the province, and a code that Anhui does not have.
    """
    found = region(code)
    if any(each.above == code for each in REGIONS.values()):
        raise Refusal([Problem("region", NO_COUNTY.format(found.name))])
    return found


def chain_above(code: str) -> tuple[str, ...]:
    """The codes of the regions above one, nearest first: county, city, province (隶属关系)."""
    above = REGIONS[code].above
    return (above, *chain_above(above)) if above else ()


def governs(above: str, code: str) -> bool:
    """Whether the bureau of ``above`` is that of ``code`` or stands over it."""
    return above == code or above in chain_above(code)


def full_name(code: str) -> str:
    """安徽省安庆市桐城市: the names from the province down. A directly managed county stands under the province."""
    return "".join(REGIONS[each].name for each in (*reversed(chain_above(code)), code))
