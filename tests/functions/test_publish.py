"""The site in its bucket: every address that the local server answers, packed runtimes, and nothing that is gone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tools.publish import publish, things

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
    publish(storage, "site", site)
    found = held(storage)
    page = ("text/html; charset=utf-8", "", "<h1>计算器</h1>")
    assert found["calculator/"] == found["calculator/index.html"] == page
    assert 'url=/calculator/"' in found["calculator"][2]
    assert found["index.html"][2] == "<h1>首页</h1>"
    assert "" not in found


def test_a_runtime_is_stored_packed_and_no_packed_twin_beside_anything(storage: Any, site: Path) -> None:
    publish(storage, "site", site)
    found = held(storage)
    assert found["assets/python/0123/worker.js"] == ("text/javascript; charset=utf-8", "br", "packed")
    assert found["assets/page.css"] == ("text/css; charset=utf-8", "", "a{}")
    assert not [key for key in found if key.endswith(".br")]


def test_what_is_there_is_not_put_again_what_changed_is_and_what_is_gone_goes(
    storage: Any, site: Path
) -> None:
    assert publish(storage, "site", site) == (7, 0)
    assert publish(storage, "site", site) == (0, 0)
    (site / "calculator/index.html").write_text("<h1>新</h1>", "utf-8")
    (site / "old.txt").unlink()
    for file in (site / "assets/python/0123").iterdir():
        file.unlink()
    assert publish(storage, "site", site) == (2, 1)
    found = held(storage)
    assert found["calculator/"][2] == "<h1>新</h1>"
    assert "old.txt" not in found
    assert "assets/python/0123/worker.js" in found  # somebody may have an old page open


def test_pages_come_after_what_they_need(site: Path) -> None:
    keys = [thing.key for thing in things(site)]
    assert keys[0].startswith("assets/python/")
    assert keys.index("assets/page.css") < keys.index("calculator") < keys.index("index.html")
