"""Every action in the command palette, each named once: by its key."""

from collections.abc import Iterator
from functools import partial

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode


class Actions(Provider):
    """What can be done in the place that one is in."""

    def _found(self) -> Iterator[tuple[Binding, DOMNode]]:
        seen = set()
        for node, binding, enabled, _ in self.screen.active_bindings.values():
            if enabled and binding.id and binding.tooltip and binding.action not in seen:
                seen.add(binding.action)
                yield binding, node

    async def discover(self) -> Hits:
        """Yield all actions."""
        for binding, node in self._found():
            yield DiscoveryHit(
                self._name(binding), partial(self._do, binding, node), help=binding.tooltip
            )

    async def search(self, query: str) -> Hits:
        """Yield the actions whose name or explanation fits."""
        matcher = self.matcher(query)
        for binding, node in self._found():
            score = matcher.match(f"{binding.description} {binding.tooltip}")
            if score > 0:
                yield Hit(
                    score,
                    self._name(binding),
                    partial(self._do, binding, node),
                    help=binding.tooltip,
                )

    def _name(self, binding: Binding) -> str:
        return f"{binding.description}  {self.app.get_key_display(binding)}"

    async def _do(self, binding: Binding, node: DOMNode) -> None:
        await self.app.run_action(binding.action, node)
