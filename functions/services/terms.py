"""The closed lists of the registration with their words in both languages, so that no page keeps a copy of them."""

from ahce_core.choices import Choice
from ahce_core.registration.doubts import Doubt
from ahce_core.registration.grants import grantable
from ahce_core.registration.routing import EmployerKind
from ahce_core.registration.verification import CORRECTABLE, RefusalRule
from ahce_core.registration.workflow import Action
from functions.services.ledger import COLUMNS

CHOICES: dict[str, type[Choice]] = {
    "actions": Action,
    "employer_kinds": EmployerKind,
    "refusal_rules": RefusalRule,
    "doubts": Doubt,
}
TEXTS = {"correctable": CORRECTABLE, "ledger_columns": COLUMNS}


def terms() -> dict[str, list[dict[str, str]]]:
    """Each list's members in their order: ``name``, ``label``, ``label_en``; of a role to give also its ``scope``."""
    listed = {
        name: [{"name": each.value, **each.text.labelled("label")} for each in kind]
        for name, kind in CHOICES.items()
    }
    for name, texts in TEXTS.items():
        listed[name] = [{"name": key, **text.labelled("label")} for key, text in texts.items()]
    listed["grantable_roles"] = [
        {"name": role.value, **role.text.labelled("label"), "scope": scope.value}
        for role, scope in grantable().items()
    ]
    return listed
