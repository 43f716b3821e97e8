"""What a presented certificate is worth: none that is altered, forged or borrowed holds, whatever was done to it."""

import json

import pytest

from ahce_cli.signatures import holds
from ahce_core.registration.answers import Answer, Reason, words
from ahce_core.registration.credential import spelled
from ahce_core.registration.presented import (
    check,
    list_issued,
    pinned,
    status_address,
    taken_apart,
    with_status,
)
from ahce_core.registration.status_list import CertificateStatus
from tests.certificates import DAY, NAME, NOW, ORIGIN, ROWS, SampleIssuer, forgeries, unfit_lists


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> SampleIssuer:
    return SampleIssuer(tmp_path_factory.mktemp("issuer"))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> SampleIssuer:
    return SampleIssuer(tmp_path_factory.mktemp("stranger"))


def test_a_certificate_with_its_rows_holds_and_its_issuer_is_named_by_the_pinned_list(issuer: SampleIssuer):
    sample = issuer.certificate()
    finding = check(sample.token, sample.rows, pinned(issuer.issuers()), NOW, holds)
    assert (finding.answer, finding.reason) == (Answer.VALID, None)
    assert finding.credential == sample.credential
    assert finding.issuer.name.zh == NAME
    assert [row._asdict() for row in finding.rows] == list(ROWS)


def test_a_certificate_from_a_code_alone_holds_without_its_rows(issuer: SampleIssuer):
    finding = check(issuer.certificate().token, None, pinned(issuer.issuers()), NOW, holds)
    assert (finding.answer, finding.rows) == (Answer.VALID, None)


def test_no_forgery_holds(issuer: SampleIssuer, stranger: SampleIssuer):
    keys = pinned(issuer.issuers())
    tried = 0
    for name, token in forgeries(issuer, stranger):
        finding = check(token, None, keys, NOW, holds)
        assert finding.answer in {Answer.INVALID, Answer.UNKNOWN_ISSUER, Answer.NOT_A_CERTIFICATE}, name
        assert finding.credential is None, f"{name}: what is not believed is not shown"
        tried += 1
    assert tried > 1500


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"issued": NOW + 301}, Reason.FUTURE),
        ({"issued": NOW - 100 * DAY - 1}, Reason.PERIOD),
        ({"issued": NOW + 100 * DAY}, Reason.PERIOD),
        ({"issuer": ORIGIN + "/"}, Reason.ISSUER),
        ({"number": "2026-1"}, Reason.CONTENT),
    ],
)
def test_what_is_signed_but_does_not_hold_says_why(
    issuer: SampleIssuer, changes: dict[str, object], reason: Reason
):
    finding = check(issuer.certificate(**changes).token, None, pinned(issuer.issuers()), NOW, holds)
    assert (finding.answer, finding.reason) == (Answer.INVALID, reason)


@pytest.mark.parametrize("issued", [NOW + 300, NOW - 100 * DAY])
def test_the_last_second_of_skew_and_the_first_of_the_key_hold(issuer: SampleIssuer, issued: int):
    token = issuer.certificate(issued=issued).token
    assert check(token, None, pinned(issuer.issuers()), NOW, holds).answer is Answer.VALID


def test_a_demonstration_whose_legal_day_is_set_ahead_signs_in_the_future_and_nobody_else_does(
    issuer: SampleIssuer,
):
    """Up to the end of its key's time, the certificate and its status list alike."""
    sample = issuer.certificate(issued=NOW + 10 * DAY)
    listed = issuer.status(sample, CertificateStatus.REVOKED, iat=NOW + 11 * DAY, exp=NOW + 12 * DAY)
    keys = pinned(issuer.issuers(demonstration=True))
    finding = check(sample.token, sample.rows, keys, NOW, holds)
    assert (finding.answer, finding.issuer.demonstration) == (Answer.VALID, True)
    assert with_status(finding, listed, keys, NOW, holds).answer is Answer.REVOKED
    beyond = issuer.certificate(issued=NOW + 100 * DAY).token
    assert check(beyond, None, keys, NOW, holds).reason is Reason.PERIOD
    others = pinned(issuer.issuers())
    assert check(sample.token, None, others, NOW, holds).reason is Reason.FUTURE
    today = check(issuer.certificate().token, None, others, NOW, holds)
    assert with_status(today, listed, others, NOW, holds).answer is Answer.NOT_CHECKED


def test_rows_that_were_altered_are_told(issuer: SampleIssuer):
    sample = issuer.certificate()
    keys = pinned(issuer.issuers())
    for rows in (
        sample.rows.replace("400", "900"),
        sample.rows + " ",
        "[]",
        "",
        spelled(list(reversed(ROWS))),
    ):
        finding = check(sample.token, rows, keys, NOW, holds)
        assert (finding.answer, finding.reason) == (Answer.INVALID, Reason.ROWS)
    assert check(sample.token, "\ud800", keys, NOW, holds).answer is Answer.INVALID


@pytest.mark.parametrize(
    "rows",
    [
        ({**ROWS[0], "hours": "400"},),
        ({**ROWS[0], "hours": -1},),
        ({**ROWS[0], "hours": True},),
        ({**ROWS[0], "more": 1},),
        ({"item": 4},),
        (4,),
    ],
)
def test_rows_that_are_signed_but_of_another_form_do_not_hold(issuer: SampleIssuer, rows: tuple[object, ...]):
    sample = issuer.certificate(rows=rows)  # type: ignore[arg-type]
    finding = check(sample.token, sample.rows, pinned(issuer.issuers()), NOW, holds)
    assert (finding.answer, finding.reason) == (Answer.INVALID, Reason.CONTENT)


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (CertificateStatus.VALID, Answer.VALID),
        (CertificateStatus.REVOKED, Answer.REVOKED),
        (CertificateStatus.SUPERSEDED, Answer.SUPERSEDED),
    ],
)
def test_the_status_list_says_whether_it_still_holds(
    issuer: SampleIssuer, status: CertificateStatus, answer: Answer
):
    sample, keys = issuer.certificate(), pinned(issuer.issuers())
    finding = check(sample.token, sample.rows, keys, NOW, holds)
    listed = issuer.status(sample, status)
    assert with_status(finding, listed, keys, NOW, holds).answer is answer
    assert list_issued(listed) == NOW - 60
    neighbour = issuer.certificate(place=(17, 31_338))  # the next place in the same byte, or in the next one
    other = check(neighbour.token, None, keys, NOW, holds)
    assert with_status(other, issuer.status(sample, status), keys, NOW, holds).answer is Answer.VALID


def test_a_list_signed_by_the_issuers_next_key_counts_and_by_another_issuers_does_not(
    issuer: SampleIssuer, stranger: SampleIssuer
):
    sample, listed = issuer.certificate(), stranger.status(issuer.certificate(), CertificateStatus.REVOKED)
    (ours,), (theirs,) = json.loads(issuer.issuers()), json.loads(stranger.issuers())
    one = pinned(json.dumps([{**ours, "keys": ours["keys"] + theirs["keys"]}]))
    two = pinned(json.dumps([ours, {**theirs, "issuer": "https://other.example"}]))
    for keys, answer in ((one, Answer.REVOKED), (two, Answer.NOT_CHECKED)):
        finding = check(sample.token, None, keys, NOW, holds)
        assert with_status(finding, listed, keys, NOW, holds).answer is answer


def test_a_list_that_is_missing_or_unfit_leaves_the_signature_valid(
    issuer: SampleIssuer, stranger: SampleIssuer
):
    sample, keys = issuer.certificate(), pinned(issuer.issuers())
    finding = check(sample.token, sample.rows, keys, NOW, holds)
    for name, token in unfit_lists(issuer, stranger, sample):
        found = with_status(finding, token, keys, NOW, holds)
        assert found == finding._replace(answer=Answer.NOT_CHECKED), name


def test_a_place_beyond_the_list_is_not_known(issuer: SampleIssuer):
    sample, keys = issuer.certificate(place=(17, 100_000)), pinned(issuer.issuers())
    finding = check(sample.token, None, keys, NOW, holds)
    token = issuer.status(issuer.certificate())
    assert with_status(finding, token, keys, NOW, holds).answer is Answer.NOT_CHECKED


def test_what_does_not_hold_has_no_status(issuer: SampleIssuer):
    keys = pinned(issuer.issuers())
    finding = check("no certificate", None, keys, NOW, holds)
    assert with_status(finding, issuer.status(issuer.certificate()), keys, NOW, holds) == finding


def test_a_status_stands_at_the_issuers_own_address(issuer: SampleIssuer):
    keys = pinned(issuer.issuers())
    finding = check(issuer.certificate().token, None, keys, NOW, holds)
    assert status_address(finding.credential, finding.issuer) == f"{ORIGIN}/api/public/status/2026/17"


def test_a_second_library_agrees(issuer: SampleIssuer, stranger: SampleIssuer):
    """joserfc, told the key and the algorithm: it holds what we hold, and of what it refuses we hold nothing."""
    from joserfc import jws
    from joserfc.errors import JoseError
    from joserfc.jwk import ECKey

    key = ECKey.import_key({**issuer.key.public_jwk()})
    sample = issuer.certificate()
    found = jws.deserialize_compact(sample.token, key, algorithms=["ES256"])
    assert found.payload.decode() == sample.credential.payload()
    assert taken_apart(sample.token, "ahce+jwt").payload == sample.credential.payload()
    refused = 0
    for name, token in forgeries(issuer, stranger):
        try:
            jws.deserialize_compact(token, key, algorithms=["ES256"])
        except (JoseError, ValueError, RecursionError):
            refused += 1
            assert check(token, None, pinned(issuer.issuers()), NOW, holds).answer is not Answer.VALID, name
    assert refused > 1000


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1]", '["x"]', '[{"issuer":"x"}]', "null", "[" * 3000],
)
def test_a_file_that_pins_nobody_is_refused(text: str):
    with pytest.raises(ValueError, match="issuers"):
        pinned(text)


def test_an_issuer_without_a_time_for_its_key_is_refused(issuer: SampleIssuer):
    for changes in ({"nbf": "1"}, {"exp": None}):
        with pytest.raises(ValueError, match="issuers"):
            pinned(issuer.issuers(**changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("changes", [{"x": None}, {"y": 5}, {"kid": ["a"]}, {"kid": 5}, {"crv": "P-384"}])
def test_a_key_that_is_none_is_refused(issuer: SampleIssuer, changes: dict[str, object]):
    (one,) = json.loads(issuer.issuers())
    with pytest.raises(ValueError, match="issuers"):
        pinned(json.dumps([{**one, "keys": [{**one["keys"][0], **changes}]}]))
    (key,) = one["keys"]
    del key[next(iter(changes))]
    with pytest.raises(ValueError, match="issuers"):
        pinned(json.dumps([one]))


def test_every_answer_and_reason_has_its_words_in_both_languages():
    said = json.loads(json.dumps(words()))
    assert set(said["answers"]) == set(Answer)
    assert all(
        answer["label"] and answer["label_en"] and answer["hint"] and answer["hint_en"]
        for answer in said["answers"].values()
    )
    assert set(said["reasons"]) == set(Reason)
