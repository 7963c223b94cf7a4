import type { KpiKey } from '../../playbook/playbook.js';
import { measureSelect } from './1-select.js';
import { measureSurvey } from './2-survey.js';
import { measurePlan } from './3-plan.js';
import { measureBuildPlatform } from './4-build-platform.js';
import { measureLaunch } from './5-launch.js';
import { measureGrow } from './6-grow.js';
import { measureConsolidate } from './7-consolidate.js';
import { measureReplicate } from './8-replicate.js';
import type { Measure } from './measure-facts.js';

/** How every KPI of the playbook is measured. A KPI without a measure does not compile. */
export const measureKpi: { readonly [K in KpiKey]: Measure } = {
  ...measureSelect,
  ...measureSurvey,
  ...measurePlan,
  ...measureBuildPlatform,
  ...measureLaunch,
  ...measureGrow,
  ...measureConsolidate,
  ...measureReplicate,
};
