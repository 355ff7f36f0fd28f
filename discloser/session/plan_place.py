"""Where one plan is kept in the vault, and what happens if somebody else wrote it meanwhile."""

import datetime
from contextlib import suppress
from typing import TYPE_CHECKING

from discloser.errors import Conflict, PlanError, VaultError
from discloser.model.plan import Plan
from discloser.planfile.read import PlanText, parse_plan

if TYPE_CHECKING:
    from discloser.vault.vault import Vault

ELSEWHERE = (
    "This plan was also changed in another window. Both are kept: what you have here goes on as "
    "a new plan."
)


DELETED = "This plan was deleted in another window. What you have here is kept as a new plan."


class PlanPlace:
    """Where one plan is kept. What somebody else wrote there meanwhile is never written over."""

    def __init__(self, vault: "Vault", plan_id: str | None, today: datetime.date) -> None:
        """``plan_id`` is None for a plan that is not kept yet; it is from its first answer on."""
        self.plan_id = plan_id
        self.elsewhere: Plan | None = None
        """What somebody else made of the plan, if this one had to move."""
        self.moved_from = ""
        """The name of the plan that somebody else made that of."""
        self._vault = vault
        self._today = today
        self._revision = vault.stamp(plan_id) if plan_id else None

    def keep(self, plan: Plan, text: str, trail: str) -> str:
        """Write the plan; return a remark if it had to move. Raises OutputError, VaultError."""
        title, remark = plan.title, ""
        if self.plan_id is not None:
            try:
                self._revision = self._vault.save(self.plan_id, text, title, self._revision, trail)
            except Conflict as error:
                remark = DELETED if error.current is None else ELSEWHERE
                self.elsewhere, self.moved_from = self._theirs(self.plan_id), self.plan_id
            else:
                return ""
        while True:
            plan_id = self._vault.new_id(self._today)
            with suppress(Conflict):  # another program took it this moment
                # The revision has to be that of this text, not of what somebody makes of it next.
                self._revision = self._vault.save(plan_id, text, title, None, trail)
                self.plan_id = plan_id
                return remark

    def trail(self) -> str:
        """Return the way that led to the plan; empty if it is not known. Raises VaultError."""
        if self.plan_id is None or self._revision is None:
            return ""
        return self._vault.trail(self.plan_id, self._revision)

    def note(self, trail: str) -> None:
        """Write where the person is, beside the plan. Raises VaultError."""
        if self.plan_id is not None and self._revision is not None:
            self._vault.note(self.plan_id, self._revision, trail)

    def _theirs(self, plan_id: str) -> Plan | None:
        with suppress(PlanError, VaultError):
            return parse_plan(PlanText(self._vault.read_text(plan_id), plan_id))
        return None
