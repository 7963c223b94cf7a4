import { breakEven, cashPlan, fixedPerMonth, scaledCases, type BreakEven, type CashPlan } from '../../measures/break-even.js';
import { unitContribution, type UnitContribution } from '../../measures/price-chain.js';
import type { FormOf } from '../../playbook/playbook.js';

/** Months that cash is looked at; after the last planned month its volume goes on. */
const horizonMonths = 60;

export type Finance = {
  readonly form: FormOf<'financeCheck'>;
  readonly contribution: UnitContribution;
  readonly breakEven: BreakEven;
  readonly base: CashPlan;
  readonly volumeLess20: CashPlan;
  readonly costPlus10: CashPlan;
};

/** The finance check with its three scenarios, from the inputs of the form. `capacityPerYear` in the capacity's own unit. arithmetic.md §10 */
export function finance(form: FormOf<'financeCheck'>, capacityPerYear: number | null): Finance {
  const recurringMinor = form.fixedCosts.map((row) => row.perMonth);
  const contribution = contributionAt(form, form.unitCost);
  return {
    form,
    contribution,
    breakEven: breakEven({
      unitContributionMinor: contribution.contributionMinor,
      fixedMonthMinor: fixedPerMonth({ recurringMinor, launchOutlayMinor: form.launchOutlay, spreadMonths: form.launchSpreadMonths }),
      kgPerCase: form.volumePerUnit,
      capacityKgMonth: capacityPerYear === null ? null : capacityPerYear / 12,
      planCases: form.planUnits,
    }),
    base: cash(form, contribution, 1),
    volumeLess20: cash(form, contribution, 0.8),
    // Rounded up: a scenario is never kinder than it says.
    costPlus10: cash(form, contributionAt(form, Math.ceil((form.unitCost * 11) / 10)), 1),
  };
}

function contributionAt(form: FormOf<'financeCheck'>, costMinor: number): UnitContribution {
  return unitContribution({
    netPriceMinor: form.netPrice, rebateRate: form.rebate, costMinor, promoMinor: form.promotionPerUnit, freightMinor: form.freightPerUnit,
  });
}

function cash(form: FormOf<'financeCheck'>, contribution: UnitContribution, factor: number): CashPlan {
  const planned = form.unitsByMonth.map((row) => row.units);
  const last = planned.at(-1) ?? 0;
  const units = [...planned, ...Array.from({ length: Math.max(0, horizonMonths - planned.length) }, () => last)];
  return cashPlan({
    launchOutlayMinor: form.launchOutlay,
    fixedCashMonthMinor: form.fixedCosts.reduce((sum, row) => sum + row.perMonth, 0),
    unitContributionMinor: contribution.contributionMinor,
    casesByMonth: scaledCases(units, factor),
  });
}

/** The month of payback; one past the horizon when it is not reached, which is a known failure and not missing data. */
export function paybackMonth(plan: CashPlan): number {
  return plan.paybackMonth ?? plan.months.length;
}
