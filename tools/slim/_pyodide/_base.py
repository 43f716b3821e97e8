"""The little of Pyodide's code runner that its start needs: statements, then an expression, in one line."""

from importlib import import_module


def eval_code(source, namespace=None):
    namespace = {} if namespace is None else namespace
    *statements, expression = source.split(";")
    exec(";".join(statements), namespace)  # noqa: S102
    return eval(expression.strip(), namespace)  # noqa: S307


def pyimport_impl(path):
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name) if module else import_module(name)
