"""The sample flight plan's whole set-up, from an empty tenant to its export, as a person would."""

from pathlib import Path

from simulator.friendly import begin_anew
from tests.tenancy import an_instant_tenant
from tests.tenant_setups import SAMPLE
from tests.wire.desk import ADMINISTRATOR, a_desk


async def test_what_is_applied_is_checked_exported_and_found_unchanged(tmp_path: Path) -> None:
    tenant, _ = an_instant_tenant()
    begin_anew(tenant, SAMPLE)
    tenant.user_appears(ADMINISTRATOR)
    async with a_desk(tmp_path, tenant) as desk:
        person = desk.as_person()
        desk.plan.write_bytes(SAMPLE.read_bytes())
        exported = tmp_path / "today.yaml"

        applied = await desk.run("apply", "--yes", who=person)
        checked = await desk.run("check", who=person)
        written = await desk.run("export", "--output", str(exported), who=person)
        again = await desk.run("plan", "--plan", str(exported), who=person)
        refused = await desk.run("export", "--output", str(exported), who=person)

    assert applied.code == 0, applied.said + applied.errors
    assert checked.code == 0
    assert "Ready: " in checked.said
    assert written.code == 0
    assert exported.read_text(encoding="utf-8").startswith("# The set-up of Contoso (contoso.com)")
    assert (again.code, "to create" in again.said) == (0, False), again.said
    assert refused.code == 1
    assert "--force" in refused.errors
