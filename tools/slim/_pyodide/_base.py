"""The little of Pyodide's code runner that its start needs: statements, then an expression, in one line."""

from importlib import import_module


def eval_code(source, namespace=None):
    namespace = {} if namespace is None else namespace
    *statements, expression = source.split(";")
    exec(";".join(statements), namespace)
    return eval(expression.strip(), namespace)


def pyimport_impl(path):
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name) if module else import_module(name)
