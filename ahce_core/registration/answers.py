"""What a presented certificate is found to be (Art. 17), in the words of the page and of the command line that check it."""

from ..catalogue import KINDS
from ..catalogue.items import ITEMS
from ..choices import Choice
from ..citation import Citation
from ..wording import NOTHING, Text


class Answer(Choice):
    """What a presented certificate is found to be; the hint says what that means for whoever asks."""

    VALID = (
        "valid",
        "有效",
        "Valid",
        "签名有效，目前没有被撤销或更换。",
        "The signature holds, and it has been neither annulled nor replaced.",
    )
    NOT_CHECKED = (
        "not_checked",
        "签名有效，未能核对是否撤销",
        "Signature valid, annulment not checked",
        "内容确由签发机构签发、未被改动；但没有取得最新的状态表，不知道之后是否被撤销或更换。请联网后再验证一次。",
        "What it says was issued and is unaltered; but no current status list was to be had, so a later annulment or replacement "
        "would not show. Verify again with a network.",
    )
    SUPERSEDED = (
        "superseded",
        "已有新证书",
        "Replaced by a newer one",
        "签名有效，但这一年度后来签发了新的证书，学时以新证书为准。请持有人出示新证书。",
        "The signature holds, but a newer certificate of this year states the hours. Ask the holder for that one.",
    )
    REVOKED = (
        "revoked",
        "已撤销",
        "Annulled",
        "登记已被撤销，这份证书不再有效。",
        "The registration was annulled; this certificate no longer holds.",
    )
    INVALID = (
        "invalid",
        "无效",
        "Not valid",
        "签名或内容不符，可能被改动或伪造，不能作为依据。",
        "Signature or content does not match: altered or forged. Do not rely on it.",
    )
    UNKNOWN_ISSUER = (
        "unknown_issuer",
        "签发者不明",
        "Unknown issuer",
        "它不是由这里所列的机构签发的，无法证明来源，不能作为依据。签发机构名单也可能旧了：请重新下载（打开网页的，请联网重新打开）再验证。",
        "None of the issuers known here has signed it: its origin is not proved. Do not rely on it. Your list of issuers may be old, "
        "too: download it again (on the page: open it again with a network) and verify once more.",
    )
    NOT_A_CERTIFICATE = (
        "not_a_certificate",
        "不是学时登记证书",
        "Not a certificate of hours",
        "没有找到完整的证书数据。请放入原始的PDF文件，或扫描纸上的二维码；加了密的PDF读不出来，只能扫描二维码。",
        "No complete certificate was found in it. Use the original PDF, or scan the code; an encrypted PDF cannot be read, so scan "
        "its code.",
    )


class Reason(Choice):
    """Why a certificate is not valid."""

    SIGNATURE = "signature", "签名与内容不符", "The signature does not match the content"
    CONTENT = "content", "签名内容不合证书的格式", "What is signed is not in the form of a certificate"
    ISSUER = (
        "issuer",
        "内容所写的签发网站与签名者不符",
        "The issuing site that it names is not its signer's",
    )
    PERIOD = (
        "period",
        "签发时间不在该密钥的使用期内",
        "It was issued outside the time in which its key signs",
    )
    FUTURE = (
        "future",
        "签发时间在将来（也请检查本机时间）",
        "It was issued in the future (check this device's clock too)",
    )
    ROWS = (
        "rows",
        "活动明细与签名不符，可能被改动",
        "The list of activities does not match what is signed; it may be altered",
    )


NOT_PROVED = (
    Text(
        "出示证书的人就是持有人：请核对姓名和身份证件号码后四位。",
        "That whoever presents it is its holder: compare the name and the last four of the ID number.",
    ),
    Text(
        "纸面与签名内容一致：请逐项对照上面显示的内容。",
        "That the paper says what is signed: compare it with what is shown above.",
    ),
    Text("所列论文、项目、培训等的水平。", "The merit of the papers, projects or courses listed."),
    Text(
        "验证之后不会被撤销或更换：使用时请重新验证。",
        "That it will not be annulled or replaced later: verify again when you rely on it.",
    ),
)
"""What a valid certificate does not prove."""


def words() -> dict[str, object]:
    """The texts that a page shows for answers and reasons, items and kinds, as plain JSON values."""

    def told(choice: Choice) -> dict[str, str]:
        hint = choice.hint.labelled("hint") if choice.hint != NOTHING else {}
        return choice.text.labelled("label") | hint

    return {
        "answers": {answer.value: told(answer) for answer in Answer},
        "reasons": {reason.value: told(reason) for reason in Reason},
        "not_proved": [text.labelled("text") for text in NOT_PROVED],
        "items": {
            str(item.number): {
                **item.label.labelled("label"),
                "citation": str(citation := Citation(12, item.number)),
                "citation_en": citation.english,
            }
            for item in ITEMS
        },
        "kinds": {name: kind.about.label.labelled("label") for name, kind in KINDS.items()},
    }
