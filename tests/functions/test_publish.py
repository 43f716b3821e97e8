"""The site in its bucket: every address that the local server answers, packed runtimes, nothing that is gone, and the two
files that are the deployment's own, always.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from functions import wiring
from functions.adapters.clock import SystemClock
from functions.ports import KeyUnavailable
from functions.wiring import Misconfigured, Settings
from tools import publish as publishing
from tools.publish import PINNED, SIGN_IN, Own, own, publish, things

OWN = Own(b'[{"issuer": "https://ahce.example"}]', b'{"issuer": "https://login.example"}')
ACCOUNT = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "cn-north-1"}


@pytest.fixture
def storage() -> Iterator[Any]:
    with mock_aws():
        client = boto3.client("s3", **ACCOUNT)
        client.create_bucket(Bucket="site", CreateBucketConfiguration={"LocationConstraint": "cn-north-1"})
        yield client


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in {
        "index.html": "<h1>首页</h1>",
        "calculator/index.html": "<h1>计算器</h1>",
        "assets/page.css": "a{}",
        "assets/page.css.br": "packed",
        "assets/python/0123/worker.js": "plain",
        "assets/python/0123/worker.js.br": "packed",
        "old.txt": "old",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def held(storage: Any) -> dict[str, tuple[str, str, str]]:
    """What the bucket holds: key → media type, coding, content."""
    found = {}
    for item in storage.list_objects_v2(Bucket="site").get("Contents", ()):
        got = storage.get_object(Bucket="site", Key=item["Key"])
        content = got["Body"].read().decode()
        found[item["Key"]] = (got["ContentType"], got.get("ContentEncoding", ""), content)
    return found


def test_every_address_of_a_page_answers_with_it_or_leads_to_it(storage: Any, site: Path) -> None:
    publish(storage, "site", things(site, OWN))
    found = held(storage)
    page = ("text/html; charset=utf-8", "", "<h1>计算器</h1>")
    assert found["calculator/"] == found["calculator/index.html"] == page
    assert 'url=/calculator/"' in found["calculator"][2]
    assert found["index.html"][2] == "<h1>首页</h1>"
    assert "" not in found


def test_a_runtime_is_stored_packed_and_no_packed_twin_beside_anything(storage: Any, site: Path) -> None:
    publish(storage, "site", things(site, OWN))
    found = held(storage)
    assert found["assets/python/0123/worker.js"] == ("text/javascript; charset=utf-8", "br", "packed")
    assert found["assets/page.css"] == ("text/css; charset=utf-8", "", "a{}")
    assert not [key for key in found if key.endswith(".br")]


def test_what_is_there_is_not_put_again_what_changed_is_and_what_is_gone_goes(
    storage: Any, site: Path
) -> None:
    assert publish(storage, "site", things(site, OWN)) == (9, 0)
    assert publish(storage, "site", things(site, OWN)) == (0, 0)
    (site / "calculator/index.html").write_text("<h1>新</h1>", "utf-8")
    (site / "old.txt").unlink()
    for file in (site / "assets/python/0123").iterdir():
        file.unlink()
    assert publish(storage, "site", things(site, OWN)) == (2, 1)
    found = held(storage)
    assert found["calculator/"][2] == "<h1>新</h1>"
    assert "old.txt" not in found
    assert "assets/python/0123/worker.js" in found  # somebody may have an old page open


def test_pages_come_after_what_they_need(site: Path) -> None:
    keys = [thing.key for thing in things(site, OWN)]
    assert keys[0].startswith("assets/python/")
    assert keys.index("assets/page.css") < keys.index("calculator") < keys.index("index.html")
    assert max(keys.index(PINNED), keys.index(SIGN_IN)) < keys.index("calculator")


def test_what_the_build_holds_in_place_of_the_deployments_own_files_is_never_put(
    storage: Any, site: Path
) -> None:
    publish(storage, "site", things(site, OWN))
    for name in (PINNED, SIGN_IN):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text('{"issuer": "/issuer"}')
    assert publish(storage, "site", things(site, OWN)) == (0, 0)
    json_file = ("application/json", "")
    assert held(storage)[PINNED] == (*json_file, OWN.pinned.decode())
    assert held(storage)[SIGN_IN] == (*json_file, OWN.sign_in.decode())


def test_a_site_that_was_not_built_empties_no_bucket(storage: Any, site: Path, tmp_path: Path) -> None:
    publish(storage, "site", things(site, OWN))
    (site / "index.html").unlink()
    with pytest.raises(Misconfigured, match="make build"):
        things(site, OWN)


@pytest.fixture
def deployed(storage: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The settings of a deployed function, whose keys are those of this year and the next."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "cn-north-1",
    }.items():
        monkeypatch.setenv(name, value)
    kms = boto3.client("kms")
    year = SystemClock().now().year
    made = [kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY") for _ in range(2)]
    arns = [one["KeyMetadata"]["Arn"] for one in made]
    return {
        "AHCE_TABLE": "t",
        "AHCE_ORIGIN": "https://ahce.example",
        "AHCE_AUTHORITY": "省人社厅",
        "AHCE_AUTHORITY_EN": "Provincial HRSS",
        "AHCE_ISSUER": "https://login.example/realm",
        "AHCE_SIGNING_KEYS": f"{year}={arns[0]},{year + 1}={arns[1]}",
    }


def test_the_deployments_own_files_are_made_of_the_functions_settings(deployed: dict[str, str]) -> None:
    made = own(Settings(deployed), client="pages", scope="openid ahce")
    (issuer,) = json.loads(made.pinned)
    assert (issuer["issuer"], issuer["name"]) == ("https://ahce.example", "省人社厅")
    assert len(issuer["keys"]) == 2
    assert "demonstration" not in issuer
    assert json.loads(made.sign_in) == {
        "issuer": "https://login.example/realm",
        "client": "pages",
        "scope": "openid ahce",
        "api": "",
    }


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"AHCE_ORIGIN": "http://127.0.0.1:8000"}, "AHCE_ORIGIN"),
        ({"AHCE_ORIGIN": "https://ahce.example/"}, "AHCE_ORIGIN"),
        ({"AHCE_ORIGIN": ""}, "AHCE_ORIGIN"),
        ({"AHCE_ISSUER": "/issuer"}, "AHCE_ISSUER"),
        ({"AHCE_ISSUER": ""}, "AHCE_ISSUER"),
        ({"AHCE_AUTHORITY": ""}, "AHCE_AUTHORITY"),
        ({"AHCE_AUTHORITY_EN": ""}, "AHCE_AUTHORITY_EN"),
        ({"AHCE_SIGNING_KEYS": ""}, "AHCE_SIGNING_KEYS"),
        ({"AHCE_SIGNING_KEYS": "2026"}, "AHCE_SIGNING_KEYS"),
    ],
)
def test_a_site_that_would_verify_nothing_or_sign_nobody_in_is_refused_by_the_settings_name(
    deployed: dict[str, str], changes: dict[str, str], named: str
) -> None:
    with pytest.raises(Misconfigured, match=named):
        own(Settings({**deployed, **changes}), client="pages")


def test_keys_none_of_which_signs_today_are_refused(deployed: dict[str, str]) -> None:
    _, _, arn = deployed["AHCE_SIGNING_KEYS"].partition("=")
    with pytest.raises(KeyUnavailable, match="no key signs on"):
        own(Settings({**deployed, "AHCE_SIGNING_KEYS": f"2020={arn.partition(',')[0]}"}), client="pages")


def test_one_machines_issuer_is_pinned_on_no_site(embedded: Path) -> None:
    with pytest.raises(Misconfigured, match="AHCE_VAR"):
        own(wiring.settings(), client="pages")


@pytest.fixture
def from_here(
    deployed: dict[str, str], site: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., None]]:
    """The command, with its settings in the environment and a site of its own."""
    monkeypatch.delenv("AHCE_VAR", raising=False)
    for name, value in deployed.items():
        monkeypatch.setenv(name, value)
    wiring.settings.cache_clear()
    yield lambda *words: publishing.main([*words, "--site", str(site)])
    wiring.settings.cache_clear()


def test_the_command_puts_the_site_with_its_own_files_and_says_what_is_pinned(
    storage: Any, from_here: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    from_here("site", "--client", "pages")
    told = capsys.readouterr().out
    assert told == "省人社厅 https://ahce.example: 2 keys pinned\n9 put, 0 removed\n"
    assert json.loads(held(storage)[SIGN_IN][2])["client"] == "pages"


def test_the_command_refuses_in_one_line_and_leaves_the_bucket_as_it_is(
    storage: Any, from_here: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AHCE_AUTHORITY")
    with pytest.raises(SystemExit, match=r"^AHCE_AUTHORITY is not set$"):
        from_here("site", "--client", "pages")
    monkeypatch.setenv("AHCE_AUTHORITY", "省人社厅")
    wiring.settings.cache_clear()
    assert held(storage) == {}
    with pytest.raises(SystemExit, match="NoSuchBucket"):
        from_here("another", "--client", "pages")
