# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # One fortnight of the pilot plant
#
# The pilot makes pouch cells with a silicon anode and a composite garnet separator. Here it is read, run and
# measured; then one setting of the calender is changed, and the two runs are compared. The script runs as it is,
# and Jupyter opens it as a notebook (with jupytext).

# %%
from dbetwin import load_plant, measure, simulate

DAYS, SEED = 14, 1

# %% [markdown]
# ## The plant, and a run of it
#
# `days` counts measured days: the line has been running until its longest path was full before the count begins.

# %%
plant = load_plant("pilot")
run = simulate(plant, days=DAYS, seed=SEED)
kpis = measure(run)

print(f"good cells per day      {kpis['good_cells_per_day']:10.0f}")
print(f"delivered kWh per day   {kpis['good_energy_kWh_per_day']:10.1f}")
print(f"bottleneck              {kpis['bottleneck']:>10}")

# %% [markdown]
# ## The yield ladder
#
# Each rung is the share of what a station made that it handed on; the product of all rungs is the rolled throughput
# yield. What was lost is of one of three kinds: handling (drawn), quality (a limit was missed), expiry (waited too
# long).

# %%
left = 1.0
for station, share in kpis["yield_per_station"].items():
    left *= share
    print(f"{station:24} {share:8.2%} {left:8.2%}  {'#' * round(40 * left)}")
print(f"{'rolled throughput yield':24} {'':8} {kpis['rolled_throughput_yield']:8.2%}")

losses = run.table("losses").groupby(["kind", "station", "cause"])["cell_equivalents"].sum()
print(losses.sort_values(ascending=False).head(10).round(1).to_string())

# %% [markdown]
# ## The cells: how good each interface became
#
# One row per cell. The contact fractions say which part of an interface carries current; the specific energy is what
# the cell delivers at its C-rate, resistance and isolated material counted.

# %%
cells = run.table("cells")
for column in ("cathode_contact_fraction", "anode_contact_fraction", "specific_energy_Wh_kg"):
    counts = cells[column].dropna().value_counts(bins=10, sort=False)
    print(f"\n{column}: mean {cells[column].mean():.4g}, sd {cells[column].std():.2g}")
    for interval, count in counts.items():
        print(f"{interval.left:10.4g} to {interval.right:<10.4g} {count:7d}  {'#' * round(40 * count / counts.max())}")

# %% [markdown]
# ## One setting changed
#
# Half the line load on the cathode: the film keeps more pores, the isostatic press closes a part of them. All random
# draws belong to their lot and cell, so whatever differs below comes from the calender and not from luck. The limits
# stay where the plant as written has them: the softer plant is held against the same specification.

# %%
load = 0.5 * plant.stations["calender_cathode"].line_load_N_per_mm
softer = simulate(load_plant("pilot", [f"calender_cathode.line_load_N_per_mm={load:g}"]), days=DAYS, seed=SEED)
changed = measure(softer)

print(f"{'':32} {'as shipped':>12} {'half load':>12}")
for name in ("good_cells_per_day", "cell_yield", "overkill_pct"):
    print(f"{name:32} {kpis[name]:12.4g} {changed[name]:12.4g}")
for name in ("cathode_contact_fraction", "cell_asr_ohm_cm2", "specific_energy_Wh_kg", "energy_density_Wh_L"):
    print(f"{name:32} {kpis[name]['mean']:12.4g} {changed[name]['mean']:12.4g}")
