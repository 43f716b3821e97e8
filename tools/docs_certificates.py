"""Parts of pages that say what verifying a certificate may answer, as the core words it."""

from ahce_core.registration.answers import NOT_PROVED, Answer, Reason

from .docs_page import Fragment, Page, table


def answers(page: Page) -> str:
    """Every answer and what it means."""
    rows = [[f"**{page.pick(*answer.text)}**", page.pick(*answer.hint)] for answer in Answer]
    return table([page.pick("结果", "Answer"), page.pick("是什么意思", "What it means")], rows)


def reasons(page: Page) -> str:
    """Why a certificate may not be valid."""
    return "\n".join(f"- {page.pick(*reason.text)}" for reason in Reason)


def not_proved(page: Page) -> str:
    """What a valid certificate does not prove."""
    return "\n".join(f"- {page.pick(*text)}" for text in NOT_PROVED)


FRAGMENTS: dict[str, Fragment] = {
    "certificate_answers": answers,
    "certificate_reasons": reasons,
    "not_proved": not_proved,
}
