# 支部通。Works with nothing but Python 3.11 or newer, git and make.
PYTHONS := python3 python3.13 python3.12 python3.11 python
PYTHON ?= $(shell for p in $(PYTHONS); do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
READY := .venv/ready
BIN := .venv/bin

.PHONY: run test bench bench-language tone story clean

run: $(READY)
	@$(BIN)/zhibu run

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2

# one month of a branch, on a database of its own that is thrown away
story: $(READY)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(BIN)/zhibu console --database "$$folder/story.db" --clock 2026-11-02T08:00:00+08:00 < docs/stories/a-month.txt

bench: $(READY)
	$(BIN)/python -m benchmarks

bench-language: $(READY)
	$(BIN)/python -m benchmarks.language

# what chatter and defects sound like, learnt anew from data/tone
tone: $(READY)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[tone]'
	$(BIN)/python -m language.tone.training

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache

# a file target: nothing is set up again until what is pinned changes
$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新的版本（试过：$(PYTHONS)）。装好后再运行；也可以指定：make PYTHON=/路径/python3.12 $(MAKECMDGOALS)"; exit 2; }
	@echo "首次准备：建立 .venv 并安装固定版本的依赖，约需一两分钟。"
	@$(PYTHON) -m venv .venv || { echo "建立 .venv 失败。Debian/Ubuntu 请先安装 python3-venv。"; exit 2; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]' \
		|| { echo "安装依赖失败。请检查网络；国内可先设置 pip 镜像。"; exit 2; }
	@touch $(READY)
