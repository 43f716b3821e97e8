"""As much as Pyodide's start asks: the signature of its one stencil, ``(*args, **kwargs)``."""


class Parameter:
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = range(5)
    empty = None

    def __init__(self, name, kind):
        self.name = name
        self.kind = kind


class Signature:
    parameters = {  # noqa: RUF012
        "args": Parameter("args", Parameter.VAR_POSITIONAL),
        "kwargs": Parameter("kwargs", Parameter.VAR_KEYWORD),
    }


def signature(function):
    return Signature


def iscoroutinefunction(function):
    return False


isclass = ismethod = getattr_static = iscoroutinefunction
