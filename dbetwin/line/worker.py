"""Work on a machine: hands, set-up, processing, failures, repair.

What nobody has to wait for is worked out in one go, so that a whole lot is one event; a machine that waits for people,
or that can fail while it stands, goes from event to event.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from dbetwin.line.breaker import Breaker
from dbetwin.line.clock import Actor
from dbetwin.line.failures import FailureClock
from dbetwin.line.fluid import Fluid
from dbetwin.line.hours import Hours
from dbetwin.line.task import Task
from dbetwin.line.timesheet import TimeSheet
from dbetwin.line.upkeep import UpkeepPlan
from dbetwin.plant.calendar import ALWAYS
from dbetwin.stations.contract import Condition

if TYPE_CHECKING:
    from dbetwin.line.post import Post
    from dbetwin.stations.contract import Breakdown

NEARLY = 1e-9


class Worker(Actor):
    """What a machine is while it works: its settings, its hours, its wear, its failures, and who attends to it."""

    def __init__(self, post: Post, number: int, hours: Hours) -> None:
        super().__init__(post.clock, f"{post.name} {number + 1}")
        self.post, self.number, self.hours = post, number, hours
        self.settings: Any = post.settings.of_machine(number)
        ledger = post.ledger
        self.sheet = TimeSheet(hours, ledger.window, lambda stretch: ledger.stretch(post.name, number, stretch))
        self.condition = Condition()
        self.upkeep = UpkeepPlan(self.settings.maintenance)
        self.failures: list[FailureClock] = []
        self.breakers: list[Breaker] = []
        self.broken = 0
        """Failures that are being repaired although it may have had nothing to do."""
        self.fluid: Fluid | None = None
        """The sections of a continuous web, if it has any."""
        self.task: Task | None = None
        self.held: dict[str, int] = {}
        """People it has, by task."""
        self.then = ""
        """Step to take when the people that it waits for are there."""
        self.paused: tuple[str, str] | None = None
        """What it waited for when it failed."""

    @property
    def pressure_Pa(self) -> float:
        """Of the water vapour that a lot meets on the machine."""
        return self.post.pressure_Pa

    def can_fail(self) -> None:
        """Give the machine its failure classes."""
        post = self.post
        for breakdown in self.settings.breakdowns:
            clock = FailureClock(post.name, self.number, breakdown, post.streams)
            if (breakdown.clock or post.rules.failure_clock) == "always":
                self.breakers.append(Breaker(self, clock))
            else:
                self.failures.append(clock)

    # --- hands --------------------------------------------------------------------------------------------

    def hours_of(self, task: str) -> Hours:
        """The hours of those who do a task on this machine."""
        hands = self.settings.crew.get(task)
        return self.hours if hands is None else self.post.crews[hands.crew].hours

    def with_hands(self, task: str, step: str) -> None:
        """Take a step as soon as the people for a task are there; at once where nobody has to be asked."""
        hands = self.settings.crew.get(task)
        if hands is None or task in self.held:
            getattr(self, step)()
            return
        crew = self.post.crews[hands.crew]
        self.held[task] = hands.people
        if crew.ask(self, hands.people):
            getattr(self, step)()
            return
        self.sheet.begin_waiting("no_crew", crew.name, self.clock.now)
        self.then = step
        self.stand("hands_came")

    def hands_came(self) -> None:
        """The people that were asked for are there."""
        self.sheet.end_waiting(self.clock.now)
        step, self.then = self.then, ""
        getattr(self, step)()

    def release(self, task: str) -> None:
        """Give the people for a task back, if there are any."""
        people = self.held.pop(task, 0)
        if people:
            self.post.crews[self.settings.crew[task].crew].give_back(people)

    # --- work ---------------------------------------------------------------------------------------------

    def start(self, task: Task) -> None:
        """Set up and work."""
        self.task = task
        task.first = len(self.sheet.booked)
        if task.setup_min > 0:
            self.with_hands("set_up", "set_up")
        else:
            self.with_hands("run", "set_up")

    def set_up(self) -> None:
        """The hands for it are there: set up, if only by waiting for the shift."""
        task = self._task
        hours = self.hours_of("set_up") if task.setup_min > 0 else self.hours
        task.reached = self.sheet.to_shift(self.clock.now, hours)
        if task.setup_min > 0:
            task.reached = self.sheet.spend("setup", task.reached, task.setup_min, hours)
        if not self.settings.crew and not self.breakers:
            self.carry_on()
        elif "set_up" in self.held or ("run" in self.settings.crew and "run" not in self.held) or self.breakers:
            self.at(task.reached, "set_up_over")
        else:
            self.carry_on()

    def set_up_over(self) -> None:
        """Set up; now those who run it are needed."""
        self.release("set_up")
        self.with_hands("run", "carry_on")

    def carry_on(self) -> None:
        """Process to the end, or to where somebody has to be waited for."""
        task = self._task
        if task.unattended:  # it was loaded; from here on it needs nobody until it is unloaded
            self.release("run")
        if self.broken:
            self.release("run")
            self.sheet.begin_waiting("down", "", self.clock.now)
            self.stand("mended")
            return
        moment = max(task.reached, self.clock.now)
        while True:
            down = self._trouble(task)
            if down is None and task.done >= task.minutes:
                break
            if down is None:
                moment, step = self._process(task, moment), "carry_on"
            elif "repair" in self.settings.crew and task.repair_min:
                step = "call_mechanics"
            else:
                moment, step = self._repair(moment, down), "on_again"
            # what may begin anew for ever is not worked out beyond the end of the run
            if self.breakers or step == "call_mechanics" or moment > self.sheet.window.end:
                task.reached = moment
                self.at(moment, step)
                return
        task.reached = moment
        if task.unattended:
            self.at(self.sheet.to_shift(moment), "unload")
        else:
            self.at(moment, "work_over")

    def unload(self) -> None:
        """What ran by itself is done: it is unloaded by those who loaded it."""
        self.with_hands("run", "work_over")

    def on_again(self) -> None:
        """A repair for which nobody had to be asked is over."""
        self.carry_on()

    def work_over(self) -> None:
        """The lot is done."""
        self.release("run")
        self._count_ideal(self._task)
        getattr(self, self._task.then)()

    @property
    def _task(self) -> Task:
        assert self.task is not None
        return self.task

    def _process(self, task: Task, moment: float) -> float:
        """Process until the next failure or stop is due, or all is done."""
        stop = task.stops[0].after_min if task.stops else math.inf
        failure = min([clock.left for clock in self.failures], default=math.inf)
        step = min(task.minutes, stop, task.done + failure) - task.done
        nights = self.sheet.nights
        hours = ALWAYS if task.unattended else self.hours
        if self.fluid is None:
            moment = self.sheet.spend("processing", moment, step, hours)
        else:
            moment = self._run_sections(self.fluid, task, moment, step)
        # a night in the midst of a web is a stop like any other
        task.restarts += self.sheet.nights - nights
        self._age(step)
        task.done = task.minutes if step == task.minutes - task.done else task.done + step
        return moment

    def _run_sections(self, fluid: Fluid, task: Task, moment: float, step: float) -> float:
        for state, minutes in fluid.run(step, task.pace):
            if state == "down":
                task.restarts += 1
                moment = self._repair(moment, minutes)
            else:
                moment = self.sheet.spend(state, moment, minutes)
        return moment

    def _age(self, minutes: float) -> None:
        self.upkeep.use.processing_min += minutes
        for clock in self.failures:
            clock.run(minutes)

    def _trouble(self, task: Task) -> float | None:
        """Minutes down if a failure or a stop is due now."""
        task.repair_min = 0.0
        for clock in self.failures:
            if clock.left <= NEARLY:
                task.repair_min = clock.repair_min()
                self._spoil(task, clock.breakdown)
                return task.repair_min
        if task.stops and task.stops[0].after_min <= task.done + NEARLY:
            task.restarts += 1
            return task.stops.pop(0).down_min
        return None

    def _spoil(self, task: Task, breakdown: Breakdown) -> None:
        """What becomes of the lot at a failure."""
        task.restarts += 1
        fate = breakdown.lot or self.post.rules.lot_at_failure
        if fate == "restarts":
            task.done = 0.0
        elif fate == "scrapped":
            self.spoil(task)

    def spoil(self, task: Task) -> None:
        """A failure spoils what is on the machine: the work is over with its repair."""
        task.scrapped = True
        task.ideal_min *= task.done / task.minutes if task.minutes else 1.0
        task.minutes = task.done
        task.stops.clear()

    def _repair(self, begin: float, minutes: float) -> float:
        self.sheet.stopped.append(begin)
        self.sheet.waited["down"] = self.sheet.waited.get("down", 0.0) + minutes
        hours = ALWAYS if self._task.unattended else self.hours_of("repair")
        return self.sheet.spend("down", begin, minutes, hours)

    def call_mechanics(self) -> None:
        """It has failed: those who run it are free for other work until it is repaired."""
        self.release("run")
        self.with_hands("repair", "repair")

    def repair(self) -> None:
        """The mechanics are there."""
        task = self._task
        ready = self.sheet.to_shift(self.clock.now, self.hours_of("repair"), "down")
        task.reached = self._repair(ready, task.repair_min)
        self.at(task.reached, "repaired")

    def repaired(self) -> None:
        """The mechanics leave; the work goes on."""
        self.release("repair")
        self._go_on_working()

    def _go_on_working(self) -> None:
        """Go on after a repair, with those who run it where somebody has to."""
        if self._task.unattended:
            self.carry_on()
        else:
            self.with_hands("run", "carry_on")

    # --- failures that do not ask whether it works ----------------------------------------------------------

    def break_down(self, breakdown: Breakdown) -> None:
        """It fails, whatever it is doing: work stops at once, waiting goes on as time down.

        Set-up and upkeep are finished first; the work after them waits for the repair.
        """
        now = self.clock.now
        self.broken += 1
        self.sheet.stopped.append(now)
        if self.step == "carry_on" and self.until > now:
            nights = self.sheet.nights
            undone = self.sheet.take_back(now).get("processing", 0.0)
            self._task.restarts -= nights - self.sheet.nights
            self._age(-undone)
            self._task.done -= undone
            self._task.reached = now
            self._spoil(self._task, breakdown)
            self.release("run")
            self.sheet.begin_waiting("down", "", now)
            self.stand("mended")
        elif self.sheet.waiting is not None and self.sheet.waiting[0] in ("starved", "blocked"):
            self.paused = self.sheet.waiting[:2]
            self.sheet.end_waiting(now)
            self.sheet.begin_waiting("down", "", now)

    def is_mended(self) -> None:
        """A repair is over."""
        self.broken -= 1
        if self.broken:
            return
        if self.step == "mended":
            self.call()
        elif self.paused is not None and self.sheet.waiting is not None:
            self.sheet.end_waiting(self.clock.now)
            self.sheet.begin_waiting(*self.paused, self.clock.now)
        self.paused = None

    def mended(self) -> None:
        """Go on after a repair that the work had to wait for."""
        self.sheet.end_waiting(self.clock.now)
        self._go_on_working()

    # --- waiting --------------------------------------------------------------------------------------------

    def wait(self, state: str, place: str) -> None:
        """Begin to wait for a buffer, or go on with it; while it is being repaired that is time down."""
        if self.sheet.waiting is not None:
            return
        if self.broken:
            self.paused = (state, place)
            state, place = "down", ""
        self.sheet.begin_waiting(state, place, self.clock.now)

    def wait_no_more(self) -> None:
        """What was waited for is there, or is no longer worth it."""
        if self.sheet.waiting is not None:
            self.sheet.end_waiting(self.clock.now)
        self.paused = None

    # --- books ----------------------------------------------------------------------------------------------

    def close(self, now: float, undone_min: float) -> None:
        """Book what goes on; so much of its processing was booked ahead and has been taken back."""
        if self.task is not None:
            self._count_ideal(self.task, undone_min)
        self.sheet.close(now)

    def _count_ideal(self, task: Task, undone_min: float = 0.0) -> None:
        """Book the nominal time of the lot, as far as the work on it has been done and was measured."""
        booked, window = self.sheet.booked[task.first :], self.sheet.window
        done = max(task.done - undone_min, 0.0) / task.minutes if task.minutes else 1.0
        if booked and booked[0][1] >= window.start and booked[-1][2] <= window.end:
            self.sheet.ideal_min += task.ideal_min * done
            return
        spent = [(begin, end) for state, begin, end in booked if state == "processing"]
        measured = [window.clip(begin, end) for begin, end in spent]
        total = sum(end - begin for begin, end in spent)
        if total:
            self.sheet.ideal_min += task.ideal_min * done * sum(high - low for low, high in measured) / total
