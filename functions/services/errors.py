"""What a service refuses beside the law: a stale view, and an idempotency key that was used for something else."""

from ahce_core.wording import Text

STALE = Text(
    "您看到的内容已经更新；请刷新后再办理。",
    "What you saw has changed since; please look again before you act.",
)
KEY_REUSED = Text(
    "这个 Idempotency-Key 已用于另一次提交；每次提交请用新的。",
    "This Idempotency-Key was used for something else; take a new one for each command.",
)


class Stale(Exception):  # noqa: N818
    """The revision that a command saw is not the one that stands."""

    def __init__(self, text: Text = STALE) -> None:
        self.text = text
        super().__init__(text.en)


class KeyReused(Exception):  # noqa: N818
    """The same idempotency key with another content."""

    def __init__(self, text: Text = KEY_REUSED) -> None:
        self.text = text
        super().__init__(text.en)
