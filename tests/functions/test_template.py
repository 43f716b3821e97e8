"""The deployment, checked offline by AWS's own tools and held to the code."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from ahce_core.holidays import LAST_KNOWN_DAY
from functions.adapters.dynamodb import table_definition
from functions.adapters.key_periods import Periods
from functions.local.gateway import AUDIENCES, modules, routes_of
from functions.services.signing import KEYS_SECONDS, LIST_SECONDS
from functions.wiring import DEMONSTRATION, AwsPorts, Misconfigured, Settings, tell_of_the_calendar
from tools.build import POLICY
from tools.cdn import HEADERS, scripts, with_cdn
from tools.headers import Headers
from tools.pack import MORE_FONTS, TEMPLATE, pack, with_routes

ROOT = Path(__file__).parents[2]
REGIONS = ("cn-north-1", "cn-northwest-1", "eu-central-1", "us-east-1")


def translated(tools: Path, region: str) -> dict[str, Any]:
    made = subprocess.run(
        [tools / "python", ROOT / "tests/functions/cloud/translate.py", TEMPLATE],
        env={"PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": region},
        capture_output=True,
        text=True,
        check=True,
    )
    resources: dict[str, Any] = json.loads(made.stdout)["Resources"]
    return resources


@pytest.fixture(scope="session")
def resources(tools: Path) -> dict[str, Any]:
    """The template's resources as CloudFormation in Beijing."""
    return translated(tools, "cn-north-1")


def of_type(resources: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {name: one["Properties"] for name, one in resources.items() if one["Type"] == kind}


def test_cloudformations_linter_finds_nothing_in_any_partition(tools: Path) -> None:
    found = subprocess.run(
        [tools / "cfn-lint", TEMPLATE, "--include-checks", "I", "--regions", *REGIONS],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def test_roles_are_of_the_partition_they_stand_in(tools: Path, resources: dict[str, Any]) -> None:
    assert "arn:aws:" not in json.dumps(resources)
    assert "arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" in json.dumps(resources)
    assert "arn:aws:iam::" in json.dumps(translated(tools, "eu-central-1"))
    text = TEMPLATE.read_text("utf-8")
    assert "arn:aws:" not in text
    assert "arn:aws-cn:" not in text


def test_the_routes_are_those_of_the_code(embedded: Path, resources: dict[str, Any]) -> None:
    in_code = {
        (f"{method} {path}", f"{name.title()}Integration")
        for name, module in modules().items()
        for method, path in routes_of(module.app)
    }
    in_template = {
        (route["RouteKey"], route["Target"]["Fn::Sub"].removeprefix("integrations/${").removesuffix("}"))
        for route in of_type(resources, "AWS::ApiGatewayV2::Route").values()
    }
    assert in_template == in_code
    text = TEMPLATE.read_text("utf-8")
    assert with_routes(text) == text, "run `python -m tools.pack --routes`"


def test_every_audience_has_a_function_that_exists_and_a_way_to_it(resources: dict[str, Any]) -> None:
    handlers = {one["Handler"] for one in of_type(resources, "AWS::Lambda::Function").values()}
    assert handlers == {f"functions.handlers.{name}.handler" for name in AUDIENCES}
    integrations = of_type(resources, "AWS::ApiGatewayV2::Integration")
    assert {one["IntegrationUri"]["Fn::GetAtt"][0] for one in integrations.values()} == {
        f"{name.title()}Function" for name in AUDIENCES
    }
    assert all(one["PayloadFormatVersion"] == "2.0" for one in integrations.values())


def test_the_cdn_is_written_from_the_headers_file() -> None:
    text = TEMPLATE.read_text("utf-8")
    assert with_cdn(text, HEADERS.read_text("utf-8")) == text, "run `python -m tools.cdn`"


def filled(value: Any) -> str:
    """A value as CloudFormation would fill it in."""
    if isinstance(value, str):
        return value
    text: str = value["Fn::Sub"] if isinstance(value["Fn::Sub"], str) else value["Fn::Sub"][0]
    text = text.replace("${EvidenceBucket.RegionalDomainName}", "evidence.example")
    return text.replace("${Host}", "issuer.example").replace("${DocsScripts}", "'sha256-x'")


def sent(policy: dict[str, Any]) -> dict[str, str]:
    """The headers that a policy of CloudFront's makes, as a browser gets them."""
    configured = policy["ResponseHeadersPolicyConfig"]
    found = {one["Header"]: one["Value"] for one in configured["CustomHeadersConfig"]["Items"]}
    for name, one in configured["SecurityHeadersConfig"].items():
        assert one["Override"] is True
        found |= {
            "StrictTransportSecurity": lambda one: {
                "Strict-Transport-Security": f"max-age={one['AccessControlMaxAgeSec']}; includeSubDomains"
            },
            "ContentTypeOptions": lambda _: {"X-Content-Type-Options": "nosniff"},
            "ReferrerPolicy": lambda one: {"Referrer-Policy": one["ReferrerPolicy"]},
            "FrameOptions": lambda one: {"X-Frame-Options": one["FrameOption"]},
            "ContentSecurityPolicy": lambda one: {
                "Content-Security-Policy": filled(one["ContentSecurityPolicy"])
            },
        }[name](one)
    return found


PAGES = ["/", "/regulation/", "/calculator/", "/staff/", "/portal/", "/review/", "/notices/", "/verify/"]


@pytest.mark.parametrize("path", [*PAGES, "/assets/python/x/worker.js", "/assets/engine.js"])
def test_the_cdn_sends_the_headers_that_the_local_server_sends(resources: dict[str, Any], path: str) -> None:
    site = resources["Site"]["Properties"]["DistributionConfig"]
    behaviour = next(
        (each for each in site["CacheBehaviors"] if fnmatch(path, each["PathPattern"])),
        site["DefaultCacheBehavior"],
    )
    assert behaviour["TargetOriginId"] == "site"
    found = sent(resources[behaviour["ResponseHeadersPolicyId"]["Ref"]]["Properties"])
    policy = found["Content-Security-Policy"].replace(" https://evidence.example https://issuer.example", "")
    found["Content-Security-Policy"] = policy.replace("'sha256-x'", scripts(POLICY.read_text("utf-8")))
    assert found == Headers(POLICY).of(path)


@pytest.mark.parametrize("page", ["portal", "review"])
def test_where_people_sign_in_and_upload_the_pages_may_reach_both(
    resources: dict[str, Any], page: str
) -> None:
    policy = sent(resources[f"{page.title()}Headers"]["Properties"])["Content-Security-Policy"]
    assert "connect-src 'self' https://evidence.example https://issuer.example;" in policy
    assert "form-action 'self' https://evidence.example https://issuer.example;" in policy


def test_the_api_is_behind_the_same_name_and_nothing_of_it_is_kept_but_what_verifies_certificates(
    resources: dict[str, Any],
) -> None:
    site = resources["Site"]["Properties"]["DistributionConfig"]
    keys, statuses, api = site["CacheBehaviors"][:3]
    assert api["PathPattern"] == "/api/*"
    assert (api["TargetOriginId"], api["MinTTL"], api["DefaultTTL"], api["MaxTTL"]) == ("api", 0, 0, 0)
    assert {"Authorization", "Idempotency-Key"} <= set(api["ForwardedValues"]["Headers"])
    assert api["ForwardedValues"]["QueryString"] is True
    assert [keys["PathPattern"], statuses["PathPattern"]] == ["/api/public/keys", "/api/public/status/*"]
    for kept in (keys, statuses):
        assert (kept["TargetOriginId"], kept["MinTTL"], kept["DefaultTTL"]) == ("api", 0, 0)
        assert kept["MaxTTL"] == max(KEYS_SECONDS, LIST_SECONDS)
        assert kept["ForwardedValues"] == {"QueryString": False, "Cookies": {"Forward": "none"}}
    assert all(each["ErrorCachingMinTTL"] == 0 for each in site["CustomErrorResponses"])
    assert "ResponsePagePath" not in json.dumps(site["CustomErrorResponses"])


def test_only_the_cdn_reads_the_pages_and_evidence_is_asked_for_by_the_pages_alone(
    resources: dict[str, Any],
) -> None:
    blocked = resources["SiteBucket"]["Properties"]["PublicAccessBlockConfiguration"]
    assert set(blocked.values()) == {True}
    allowed = [
        statement
        for statement in resources["SiteBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow"
    ]
    assert {json.dumps(each["Principal"]) for each in allowed} == {
        json.dumps({"CanonicalUser": {"Fn::GetAtt": ["SiteReader", "S3CanonicalUserId"]}})
    }
    (rule,) = resources["EvidenceBucket"]["Properties"]["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedOrigins"] == [{"Ref": "SiteOrigin"}]
    assert set(rule["AllowedMethods"]) == {"GET", "POST"}


def test_everything_of_the_cdn_can_be_left_out(tools: Path) -> None:
    made = translated(tools, "cn-north-1")
    of_the_cdn = [
        name for name, one in made.items() if "CloudFront" in one["Type"] or name.startswith("Site")
    ]
    assert len(of_the_cdn) > 8
    assert all(made[name].get("Condition") == "WithCdn" for name in of_the_cdn)


def test_evidence_goes_to_the_address_that_the_pages_may_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    for region, suffix in (("cn-north-1", ".cn"), ("eu-central-1", ""), ("us-east-1", "")):
        monkeypatch.setenv("AWS_DEFAULT_REGION", region)
        ports = AwsPorts(Settings({"AHCE_TABLE": "t", "AHCE_EVIDENCE_BUCKET": "evidence"}))
        form = ports.evidence.upload_form("a", media_type="application/pdf", size=1, sha256="0" * 64)
        assert form.url == f"https://evidence.s3.{region}.amazonaws.com{suffix}/"


def test_alarms_tell_of_failures_refusals_and_a_calendar_that_ends(resources: dict[str, Any]) -> None:
    alarms = of_type(resources, "AWS::CloudWatch::Alarm")
    assert set(alarms) == {"ServerErrors", "FunctionTrouble", "TableThrottled", "CalendarEnds"}
    assert all(alarm["AlarmActions"] == [{"Ref": "Alarms"}] for alarm in alarms.values())
    watched = {
        metric["MetricStat"]["Metric"]["Dimensions"][0]["Value"]["Ref"]
        for metric in alarms["FunctionTrouble"]["Metrics"]
        if "MetricStat" in metric
    }
    assert watched == set(of_type(resources, "AWS::Lambda::Function"))


def test_the_table_is_the_one_that_the_adapter_was_tested_on(resources: dict[str, Any]) -> None:
    table = resources["Table"]["Properties"]
    tested = table_definition("any")
    del tested["TableName"]
    assert {name: table[name] for name in tested} == tested
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}


def test_what_must_never_be_lost_is_kept_encrypted_and_recoverable(resources: dict[str, Any]) -> None:
    kept = {
        name
        for name, one in resources.items()
        if one.get("DeletionPolicy") == one.get("UpdateReplacePolicy") == "Retain"
    }
    assert kept >= {"Table", "EvidenceBucket", *of_type(resources, "AWS::KMS::Key")}
    table, bucket = resources["Table"]["Properties"], resources["EvidenceBucket"]["Properties"]
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["SSESpecification"]["SSEType"] == "KMS"
    assert table["DeletionProtectionEnabled"] is True
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    rule = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    assert all("KmsKeyId" in group for group in of_type(resources, "AWS::Logs::LogGroup").values())


def test_no_function_may_do_more_than_named_actions_on_named_things(resources: dict[str, Any]) -> None:
    roles = of_type(resources, "AWS::IAM::Role")
    assert len(roles) == len(AUDIENCES)
    granted: dict[str, set[str]] = {}
    for name, role in roles.items():
        for policy in role["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                actions, things = statement["Action"], statement["Resource"]
                granted.setdefault(name, set()).update([actions] if isinstance(actions, str) else actions)
                assert not isinstance(things, str), "a resource is a reference, never a star"
    assert not any("*" in action for actions in granted.values() for action in actions)
    assert {name for name, actions in granted.items() if "s3:PutObject" in actions} == {
        "ApplicantFunctionRole"
    }
    assert {name for name, actions in granted.items() if "dynamodb:DeleteItem" in actions} == {
        "VerifierFunctionRole"
    }
    assert {name for name, actions in granted.items() if "kms:Sign" in actions} == {
        "ApplicantFunctionRole",  # certificates
        "PublicFunctionRole",  # status lists
    }
    assert not any("kms:Encrypt" in actions for actions in granted.values())


def test_every_years_signing_key_is_a_resource_a_setting_and_a_permission(resources: dict[str, Any]) -> None:
    signing = {
        name.removeprefix("SigningKey")
        for name, key in of_type(resources, "AWS::KMS::Key").items()
        if key.get("KeyUsage") == "SIGN_VERIFY"
    }
    variables = resources["PublicFunction"]["Properties"]["Environment"]["Variables"]
    listed = variables["AHCE_SIGNING_KEYS"]["Fn::Sub"]
    assert listed == ",".join(f"{name}=${{SigningKey{name}.Arn}}" for name in sorted(signing))
    assert list(Periods(signing))
    may = {"ApplicantFunction": ["kms:Sign", "kms:GetPublicKey"], "MachineFunction": "kms:GetPublicKey"}
    for function, action in (*may.items(), ("PublicFunction", may["ApplicantFunction"])):
        (policy,) = resources[f"{function}Role"]["Properties"]["Policies"]
        (allowed,) = (
            one["Resource"] for one in policy["PolicyDocument"]["Statement"] if one["Action"] == action
        )
        assert {one["Fn::GetAtt"][0] for one in allowed} == {f"SigningKey{name}" for name in signing}


def test_the_api_is_throttled_and_its_log_has_neither_path_nor_query(resources: dict[str, Any]) -> None:
    stage = resources["Stage"]["Properties"]
    assert set(stage["DefaultRouteSettings"]) == {"ThrottlingRateLimit", "ThrottlingBurstLimit"}
    assert json.loads(stage["AccessLogSettings"]["Format"]).keys() == {
        "id",
        "at",
        "route",
        "status",
        "ms",
        "error",
    }
    assert all(
        group["RetentionInDays"] >= 180 for group in of_type(resources, "AWS::Logs::LogGroup").values()
    )


NEEDED_BY = {
    "AHCE_EVIDENCE_BUCKET": "evidence",
    "AHCE_SIGNING_KEYS": "signing_keys",
    "AHCE_ORIGIN": "authority",
    "AHCE_AUTHORITY": "authority",
    "AHCE_AUTHORITY_EN": "authority",
    "AHCE_FINGERPRINT_KEY": "personal_data",
    "AHCE_PERSONAL_DATA_KEY": "personal_data",
    "AHCE_ISSUER": "sign_in",
    "AHCE_AUDIENCE": "sign_in",
}


def test_the_environment_is_all_that_the_wiring_needs(
    resources: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "cn-north-1")
    names = resources["ApplicantFunction"]["Properties"]["Environment"]["Variables"]
    assert set(names) == {"AHCE_TABLE", "AHCE_FRONTS", "AHCE_FONTS", *NEEDED_BY}
    assert names["AHCE_FONTS"] == f"/var/task/{MORE_FONTS}"
    whole = dict.fromkeys(names, "https://issuer.example")
    whole |= {"AHCE_SIGNING_KEYS": "2026=one,2027=two", "AHCE_FRONTS": "1"}
    ports = AwsPorts(Settings(whole))
    others = ("store", "evidence", "clock", "chance")
    for port in {*others, *NEEDED_BY.values()}:
        assert getattr(ports, port) is not None
    for name, port in NEEDED_BY.items():
        without = AwsPorts(Settings({key: value for key, value in whole.items() if key != name}))
        with pytest.raises(Misconfigured, match=name):
            getattr(without, port)


@pytest.mark.parametrize("listed", ["", "2026", "2026=", "=one", "26=one", "2026=one,2026=two", "2026=a,"])
def test_a_list_of_signing_keys_that_cannot_be_meant_is_refused_by_the_variables_name(
    listed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "cn-north-1")
    ports = AwsPorts(Settings({"AHCE_TABLE": "t", "AHCE_SIGNING_KEYS": listed}))
    with pytest.raises(Misconfigured, match="AHCE_SIGNING_KEYS"):
        assert ports.signing_keys


def test_one_machine_issues_as_the_demonstration_unless_somebody_is_named() -> None:
    here = {"AHCE_VAR": "var", "AHCE_ORIGIN": "http://127.0.0.1:1"}
    assert Settings(here).authority == ("http://127.0.0.1:1", DEMONSTRATION, True)
    named = Settings({**here, "AHCE_AUTHORITY": "某局", "AHCE_AUTHORITY_EN": "A bureau"}).authority
    assert (named.name, named.demonstration) == (("某局", "A bureau"), False)


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({}, "AHCE_VAR"),
        ({"AHCE_VAR": "var", "AHCE_TABLE": "t"}, "AHCE_VAR"),
        ({"AHCE_VAR": "var"}, "AHCE_ORIGIN"),
        ({"AHCE_VAR": "var", "AHCE_ORIGIN": "https://ahce.example"}, "loopback"),
        ({"AHCE_TABLE": "t", "AHCE_TODAY": "2026-01-01"}, "AHCE_TODAY"),
        ({"AHCE_VAR": "var", "AHCE_ORIGIN": "http://127.0.0.1:1", "AHCE_TODAY": "soon"}, "AHCE_TODAY"),
        ({"AHCE_TABLE": "t", "AHCE_RATE": "fast"}, "AHCE_RATE"),
        ({"AHCE_TABLE": "t", "AHCE_FRONTS": "cdn"}, "AHCE_FRONTS"),
    ],
    ids=str,
)
def test_a_wrong_environment_is_refused_by_the_variables_name(environment: dict[str, str], why: str) -> None:
    with pytest.raises(Misconfigured, match=why):
        Settings(environment)


def test_the_packed_code_imports_without_the_rest_of_the_tree(tmp_path: Path) -> None:
    packed = pack(tmp_path / "functions")
    assert not list(packed.rglob("local"))
    assert (packed / "requirements.txt").read_text().startswith("annotated-types")
    code = "import sys; sys.path[:0] = sys.argv[1:2]\n" + "\n".join(
        f"from functions.handlers import {name}; assert {name}.__file__.startswith(sys.argv[1])"
        for name in AUDIENCES
    )
    environment = {"PATH": os.environ["PATH"], "AHCE_TABLE": "t"}
    subprocess.run([sys.executable, "-I", "-c", code, packed], env=environment, check=True, cwd=tmp_path)


def test_an_alarm_hears_what_a_function_says_of_a_calendar_that_ends(
    resources: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    tell_of_the_calendar(LAST_KNOWN_DAY - timedelta(days=100))
    assert caplog.text == ""
    tell_of_the_calendar(LAST_KNOWN_DAY - timedelta(days=30))
    said = caplog.records[-1].getMessage()
    (heard,) = of_type(resources, "AWS::Logs::MetricFilter").values()
    pattern = heard["FilterPattern"].removeprefix('{ $.message = "').removesuffix('" }')
    assert fnmatch(said, pattern)
    alarm = resources["CalendarEnds"]["Properties"]
    assert alarm["MetricName"] == heard["MetricTransformations"][0]["MetricName"]
