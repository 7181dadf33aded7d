# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Dry or wet electrodes: the industrial route
#
# What do dry electrodes take, and what do they save? Three plants make the same cell: `giga` (dry films),
# `wet_baseline` (slurries, dried) and `giga_no_coating` (dry films, cathode powder without its coat). They are compared
# at equal output: each is sized for the same good GWh a year by the arithmetic of its flow, and then run.
#
# Run as it is, this sizes the plants for 1 GWh a year and looks at 2 measured days in 2 futures, which takes a minute:
# means show the way, and intervals are as wide as two futures make them. Whole machines are rounded up more in so small
# a plant; it keeps the dry room of the large one, which takes more than half of its electricity. `make studies` sets
# `DBETWIN_FULL=1` and gives the full figures: 10 GWh a year, 7 measured days, 5 futures. What is finished is kept in
# `studies/`, so that a second call goes on from there.

# %%
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from dbetwin import study

FULL = bool(os.environ.get("DBETWIN_FULL"))
OUTPUT, DAYS, FUTURES = (10, 7, 5) if FULL else (1, 2, 2)
NAME = "industrial_route" if FULL else "industrial_route_small"
WORKERS = os.cpu_count() or 1

# %% [markdown]
# ## The question
#
# The same as `notebooks/studies/industrial_route.yaml` asks. The first plant is the one that others are compared with.

# %%
folder = Path("studies")
folder.mkdir(exist_ok=True)
question = folder / f"{NAME}.yaml"
question.write_text(
    f"study: {NAME}\nkind: route\ntitle: Dry and wet electrodes at {OUTPUT} GWh of good cells a year\n"
    f"plants: [giga, wet_baseline, giga_no_coating]\n"
    f"good_GWh_per_year: {OUTPUT}\ndays: {DAYS}\nreplications: {FUTURES}\n"
)
with ProcessPoolExecutor(WORKERS) as executor:
    made = study(question, folder / NAME, executor=executor, at_once=WORKERS)

# %% [markdown]
# ## The answers, and what limits them
#
# All intervals hold together, so they are wider than each would be by itself.

# %%
for sentence in made.facts["answers"]:
    print("-", sentence)
for sentence in made.facts["cautions"]:
    print("be careful:", sentence)

# %% [markdown]
# ## Machines
#
# As the layouts have them, and as many as the output takes. A busy share near 0.9 is a station that sizing took to its
# reserve; one far below has a machine that is rounded up.

# %%
sizing = made.tables["sizing"].set_index(["station", "scenario"])
print(sizing[["machines_sized", "busy_share"]].unstack("scenario").round(2).to_string(na_rep=""))

# %% [markdown]
# ## Figure by figure
#
# The mean of each plant, and the difference from the first in percent of it; none where the first has nothing of it.

# %%
route = made.tables["route"]
means = route.pivot(index="figure", columns="scenario", values="mean")
percent = route.pivot(index="figure", columns="scenario", values="difference_pct")
names = list(dict.fromkeys(route["scenario"]))
print(f"{'':36}" + "".join(f"{name:>18}" for name in names) + "".join(f"{name + ', %':>20}" for name in names[1:]))
for figure in dict.fromkeys(route["figure"]):
    values = "".join(f"{means.loc[figure, name]:18.4g}" for name in names)
    differences = "".join(f"{percent.loc[figure, name]:+20.1f}" for name in names[1:])
    print(f"{figure:36}{values}{differences.replace('+nan', '    ')}")

# %% [markdown]
# ## Published claims
#
# What makers and institutes say of dry electrodes, and what these plants say of the nearest quantity. Nothing here was
# fitted to a claim, so what is left between the two is told and not explained away.

# %%
claims = made.tables["claims"]
for row in claims[claims["comparable"]].itertuples():
    print(f"{row.claim}: {row.who}")
    print(f"    published {row.published_low_pct:+.0f} %, here {row.ours_pct:+.1f} %, residual {row.residual_pct:+.1f}")
    print(f"    {row.note}")
print("\nNot to be compared:")
for row in claims[~claims["comparable"]].itertuples():
    print(f"- {row.claim} ({row.who}): {row.note}")
