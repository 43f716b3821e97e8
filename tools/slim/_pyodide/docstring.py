"""No docstrings: nobody reads help() in the worker."""


def dedent_docstring(docstring):
    return ""


def get_cmeth_docstring(func):
    return func.__name__ + "()\n--\n\n"
