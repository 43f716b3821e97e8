"""The names that Pyodide's own modules import, without what they mean: nothing here looks at a type hint."""


class Generic:
    def __class_getitem__(cls, parameters):
        return cls


class Protocol(Generic):
    pass


class TypeVar:
    def __init__(self, name, **variance):
        self.__name__ = name


class ParamSpec(TypeVar):
    args = kwargs = None


class _AnnotatedAlias:
    pass


class _GenericAlias:
    pass


class _UnionGenericAlias:
    pass


IO = Any = Literal = Self = Generic


def overload(function):
    return function


def get_type_hints(function, include_extras=False):
    return {}
