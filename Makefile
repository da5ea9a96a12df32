# Every command of the project. `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help

# The first Python from 3.11 to 3.13 on this machine; `make PYTHON=/path/to/python3.12 install` chooses another.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ASSETS := src/luoshi/ui/static/ui/dist/.built
OUT := out
POSTGRES ?= postgresql://postgres@127.0.0.1:5432/postgres
DATABASE_TESTS := $(wildcard $(addprefix tests/,journal files jobs units accounts policies tasks notify enactment api security))
MANAGE := DJANGO_SETTINGS_MODULE=luoshi.settings.base LUOSHI_HOME=$(CURDIR)/$(VENV)/home $(BIN)/python -W ignore -m django

.PHONY: help install assets run samples test test-postgres test-browser lint format accuracy bench fuzz lock clean

help: ## 列出全部命令 · list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)$$/  make \1\t\2/' | expand -t 24

install: $(READY) ## 建立虚拟环境并安装锁定的依赖 · create .venv and install the locked packages

$(READY): requirements/development.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 至 3.13(含 venv) · Python 3.11 to 3.13 with venv is needed"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/development.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

assets: $(ASSETS) ## 打包页面的样式、脚本和图标 · bundle styles, scripts and icons of the screens

node_modules/.ready: package.json package-lock.json .npmrc | $(READY)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSETS): node_modules/.ready $(wildcard assets/* assets/*/*) | $(READY)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm run --silent build
	@touch $(ASSETS)

run: $(READY) $(ASSETS) ## 装好示例城市并启动(PORT=端口) · load the sample city and serve it (PORT=number)
	@$(BIN)/luoshi migrate
	@$(BIN)/luoshi demo load $(DEMO_OPTIONS)
	@$(BIN)/luoshi journal seal
	@exec $(BIN)/luoshi serve --with-worker --port $(or $(PORT),8000)

samples: $(READY) ## 编译 examples/ 中的样本,给出简报、复核页和台账 · compile the samples, say where the results are
	$(BIN)/python examples/tour.py --out $(OUT)

test: $(READY) $(ASSETS) ## 全部不需要外部部件的测试 · all tests that need no outside part
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not browser"

test-postgres: $(READY) $(ASSETS) ## 在 PostgreSQL 上再跑一遍数据库测试 · the tests of the database again, on PostgreSQL
	LUOSHI_TEST_DATABASE_URL=$(POSTGRES) $(BIN)/python -m pytest -n auto --dist loadfile $(DATABASE_TESTS)

test-browser: $(READY) $(ASSETS) ## 用 Chromium 打开页面的测试 · tests of the pages in Chromium
	$(BIN)/python -m pytest -n auto --dist loadfile -m browser --browser-required tests/browser

lint: $(READY) ## 格式、静态检查、类型、导入约束 · format, lint, types, import contracts
	$(BIN)/ruff format --check src tests benchmarks examples
	$(BIN)/ruff check src tests benchmarks examples
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run

format: $(READY) ## 统一格式 · format the code
	$(BIN)/ruff check --fix --quiet src tests benchmarks examples || true
	$(BIN)/ruff format src tests benchmarks examples

accuracy: $(READY) ## 对照标注打分,写 docs/accuracy.md · score against the labels
	$(BIN)/python benchmarks/accuracy.py $(ACCURACY_OPTIONS)

bench: $(READY) ## 速度与内存,写 docs/performance.md · speed and memory beside jieba
	$(BIN)/python benchmarks/compile.py
	$(BIN)/python benchmarks/workdays.py

fuzz: $(READY) ## 更久的模糊测试 · a longer fuzz run
	$(BIN)/python -m pytest tests/fuzz --fuzz-seconds=$(or $(SECONDS_EACH),60)

lock: $(READY) ## 重新锁定依赖(不写任何索引地址) · lock the packages anew, without index addresses
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements/runtime.txt
	$(BIN)/uv pip compile pyproject.toml requirements/development.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements/development.txt

clean: ## 删除生成的文件 · remove what was generated
	rm -rf $(VENV) $(OUT) node_modules src/luoshi/ui/static/ui/dist build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
