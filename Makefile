# Two commands for people: `make demo` and `make test`.  Windows: `uv run groundcrew demo|test`.
# Everything they need is installed from the lock file into this folder.

UV_VERSION := 0.13.8
UV := $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
GROUNDCREW = $(UV) run --frozen groundcrew

# Companies look into TLS with certificates of their own: trust what the machine trusts.
export UV_SYSTEM_CERTS := 1
export UV_NATIVE_TLS := 1

# Images for containers set it; demo and tests start many processes, and each would compile the SDKs.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo up test audit lock clean

help: ## Say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 10

demo: install ## Fly the demo: no Azure, no network once installed
	@$(GROUNDCREW) demo

up: install ## Keep the local stack up
	@$(GROUNDCREW) up

test: install ## Lint, types, import contracts and every test
	@$(GROUNDCREW) test

audit: install ## Look the locked packages up among known weaknesses
	@$(GROUNDCREW) audit

lock: $(UV) ## Renew the lock file
	@$(UV) lock --upgrade

clean: ## Remove what the commands above installed
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/azurite/node_modules

.PHONY: install
install: $(UV)
	@$(UV) sync --frozen --quiet

# Brought along when the machine has no uv of its own; --target asks neither for venv nor for root.
.uv/bin/uv:
	@echo "Bringing uv $(UV_VERSION) into .uv ..."
	@python3 -m pip install -qq --disable-pip-version-check --root-user-action ignore --target .uv uv==$(UV_VERSION) \
		|| { echo "python3 -m pip could not install uv $(UV_VERSION); see docs/install.md." >&2; exit 1; }
