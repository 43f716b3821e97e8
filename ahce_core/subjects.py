"""第九条　专业技术人员继续教育内容包括公需科目和专业科目。

Art. 21(1) lets the hours of items (1) to (11) be claimed as either subject; Art. 21(2) says which may not:

    2.专业技术人员学习的公需科目学时不可认定为专业科目学时。
"""

from .choices import Choice


class Subject(Choice):
    """公需科目 and 专业科目; the word for the first is general, never public."""

    GENERAL = (
        "general",
        "公需科目",
        "General subject",
        "法律法规、理论政策、时事政治、职业道德、技术信息、科技创新等",
        "law, policy, current affairs, ethics, technology and innovation for everybody",
    )
    PROFESSIONAL = (
        "professional",
        "专业科目",
        "Professional subject",
        "从事专业工作应当掌握的新理论、新知识、新技术、新方法等",
        "new theory, knowledge, technology and methods of one's own profession",
    )
