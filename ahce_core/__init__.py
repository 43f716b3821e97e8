"""安徽省专业技术人员继续教育学时管理办法（2025）as pure rules: standard library only, no I/O, no clock.

The door is :mod:`ahce_core.api`; every article's owner stands in :mod:`ahce_core.articles`.
"""
