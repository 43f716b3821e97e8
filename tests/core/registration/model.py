"""A case as a few plain facts that know nothing of the workflow's table: what the state machines compare with."""

from datetime import date

from ahce_core.workdays import is_over


class Model:
    """A case as a few plain facts, each judged by an ``if``."""

    def __init__(self, *, final: bool) -> None:
        self.final = final
        self.declarations = 0
        self.alive = self.asked = self.annulled = False
        self.opened: date | None = None
        self.open: set[str] = set()

    def run(self, today: date) -> bool:
        return self.opened is not None and is_over(self.opened, today=today)

    def registered(self, today: date) -> bool:
        return self.alive and self.run(today) and not self.open

    def may(self, action: str, objection: str, today: date) -> bool:
        if self.annulled:
            return False
        if action == "declare":
            free = self.declarations == 0 or (self.declarations == 1 and not self.final)
            return not self.alive and free
        if not self.alive:
            return False
        if action in ("verify", "refuse"):
            return self.opened is None
        if action in ("ask", "supplement"):
            return self.opened is None and self.asked == (action == "supplement")
        if action == "object":
            return self.opened is not None and not self.run(today)
        if action in ("dismiss", "uphold"):
            return objection in self.open
        if action == "annul":
            return self.registered(today)
        return self.opened is not None  # correct

    def do(self, action: str, objection: str, today: date) -> None:
        if action == "declare":
            self.declarations += 1
            self.alive, self.asked, self.opened, self.open = True, False, None, set()
        elif action in ("refuse", "uphold"):
            self.alive = False
        elif action in ("ask", "supplement"):
            self.asked = action == "ask"
        elif action == "verify":
            self.opened = today
        elif action == "object":
            self.open.add(objection)
        elif action == "dismiss":
            self.open.remove(objection)
        elif action == "annul":
            self.annulled = True

    def status(self, today: date) -> str:
        if self.annulled:
            return "annulled"
        if self.declarations == 0:
            return "undeclared"
        if not self.alive:
            return "refused" if self.declarations == 1 and not self.final else "closed"
        if self.opened is None:
            return "supplement_asked" if self.asked else "submitted"
        if self.open:
            return "under_review" if self.run(today) else "objected"
        return "registered" if self.run(today) else "on_notice"
