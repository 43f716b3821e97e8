"""Lets the docs' search find Chinese words that are typed glued to a figure or to Latin letters.

Material cuts a run of Chinese characters into the words that its index knows, but leaves it glued to what stands before
and after: 90学时, SCI论文, 5个工作日 and 第12条 would find nothing. Its index holds them apart, so the question is taken
apart too, before Material sees it; a lone character is in no index (``separator`` in mkdocs.yml), so it is left out.
"""

from pathlib import Path

WORKERS = "assets/javascripts/workers/search.*.min.js"
ASKED = "search(e){if(e="  # what comes next is Material's own reading of the question
APART = (
    ("([0-9a-z])(?:个(?=[一-鿿])|[一-鿿](?![一-鿿]))", "$1 "),  # 5个工作日: 5 工作日; 2025年: 2025
    ("(^|[^一-鿿])[一-鿿](?=[0-9a-z])", "$1 "),  # 第12: 12
    ("[0-9a-z](?=[一-鿿])|[一-鿿](?=[0-9a-z])", "$& "),  # SCI论文: SCI 论文
)


def take_apart(folder: Path) -> None:
    """Put it into the search of a built site. Raises ValueError where another Material has another search."""
    (worker,) = folder.glob(WORKERS)
    text = worker.read_text("utf-8")
    if text.count(ASKED) != 1:
        raise ValueError(f"{worker.name} has {text.count(ASKED)} places for {ASKED}")
    steps = "".join(f'.replace(/{pattern}/gi,"{to}")' for pattern, to in APART)
    worker.write_text(text.replace(ASKED, f"search(e){{if(e=e{steps},e="), "utf-8")
