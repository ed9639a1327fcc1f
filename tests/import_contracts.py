"""The import arrow that import-linter has no contract for: what computes knows neither Django nor the shell.

Every module is *pure* unless its name is one of the furniture of a room (``models``, ``views`` …) or it is named in
the contract.  A pure module may import pure modules only, so what holds for each import holds for every chain.
"""

from __future__ import annotations

from collections.abc import Iterable

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PureCoreContract(Contract):
    """Options: ``shell_names`` (last parts of a dotted name), ``shell_modules`` (whole names), ``pure_modules``, ``frameworks``."""

    shell_names = fields.SetField(subfield=fields.StringField())
    shell_modules = fields.SetField(subfield=fields.StringField())
    pure_modules = fields.SetField(subfield=fields.StringField())
    frameworks = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        own = {name for name in graph.modules if name.startswith(("procurement", "evaluation"))}
        unknown = (set(self.shell_modules) | set(self.pure_modules)) - own
        shell = {name for name in own if self._is_shell(name)}
        broken = [
            f"{module} imports {imported}"
            for module in sorted(own - shell)
            for imported in sorted(graph.find_modules_directly_imported_by(module))
            if imported in shell or imported.split(".")[0] in self.frameworks
        ]
        broken += [f"{name} is named in the contract but does not exist" for name in sorted(unknown)]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _is_shell(self, name: str) -> bool:
        if _within(name, self.pure_modules):
            return False
        return any(part in self.shell_names for part in name.split(".")) or _within(name, self.shell_modules)

    def render_broken_contract(self, check: ContractCheck) -> None:
        output.print_error("A module that computes reaches for the shell:")
        for line in check.metadata["broken"]:
            output.print_error(f"  {line}")
        output.print_error(
            "Move what needs Django into the room's furniture, or name the module in pyproject.toml."
        )


def _within(name: str, packages: Iterable[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)
