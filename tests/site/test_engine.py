"""Python in the browser: it answers what the core answers, and says clearly when it can't."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ahce_core import api

pytestmark = pytest.mark.browser
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))
PLAIN = "/assets/engine.js"  # a document of the origin that runs no script of its own

START = """
async () => {
  const { startEngine } = await import("/assets/engine.js");
  window.states = [];
  window.engine = startEngine({ onState: (state) => window.states.push(state) });
}
"""


@pytest.fixture
def engine(page: Page) -> Page:
    """A page with ``window.engine`` on its way up."""
    page.goto(PLAIN)
    page.evaluate(START)
    return page


def test_the_browser_answers_every_case_as_the_core_does(engine: Page) -> None:
    requests = [json.dumps(json.loads(path.read_text("utf-8"))["request"]) for path in CASES]
    answers = engine.evaluate(
        """async (requests) => {
          const answers = [];
          for (const request of requests) answers.push(await window.engine.assess(request));
          return answers;
        }""",
        requests,
    )
    assert answers == [api.assess(request) for request in requests]
