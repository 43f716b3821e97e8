"""What an exception's message is made of where it leaves Python: its type and its text."""


def format_exception(error, *rest, **options):
    return [f"{type(error).__name__}: {error}\n"]
