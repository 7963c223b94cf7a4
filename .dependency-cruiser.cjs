// Who may import whom: the table of the house, as rules. Checked by test/architecture/imports.spec.ts, which also plants violations.
const room = (name) => `^(${name})/`;
const only = (name, from, to, comment) => ({
  name, comment, severity: 'error', from: { path: from, pathNot: '\\.spec\\.ts$' }, to: { path: '^(libs|workflows|activities|apps|test)/', pathNot: to },
});
/** Also type imports must stay inside `to`. */
const values = (rule) => ({ ...rule, to: { ...rule.to, dependencyTypesNot: ['type-only'] } });
const noPackages = (name, from, allowed) => ({
  name, severity: 'error', from: { path: from, pathNot: '\\.spec\\.ts$' }, to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer'], pathNot: allowed ?? '^$' },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'nobody-imports-tests', severity: 'error', from: { pathNot: '^test/|\\.spec\\.ts$' }, to: { path: '^test/|\\.spec\\.ts$' } },
    only('measures-stand-alone', '^libs/measures/', '^libs/measures/'),
    only('survey-forms-stand-alone', '^libs/survey-form/', '^libs/survey-form/'),
    only('playbook-is-data', '^libs/playbook/', '^libs/(playbook|measures)/'),
    values(only('playbook-takes-only-types-of-measures', '^libs/playbook/', '^libs/playbook/')),
    only('rules-are-pure', '^libs/rules/', '^libs/(rules|playbook|measures|survey-form)/'),
    only('contracts-say-what-is-said', '^libs/contracts/', '^libs/(contracts|rules|playbook|measures|survey-form)/'),
    values(only('contracts-take-only-types-of-measures', '^libs/contracts/', '^libs/(contracts|rules|playbook|survey-form)/')),
    only('documents-put-on-paper', '^libs/documents/', '^libs/(documents|contracts|rules|playbook|measures|survey-form)/'),
    only('persistence-remembers', '^libs/persistence/', '^libs/(persistence|survey-form|rules|playbook|measures|contracts|platform)/'),
    values(only('persistence-takes-only-types-of-contracts', '^libs/persistence/', '^libs/(persistence|survey-form|rules|playbook|measures|platform)/')),
    only('journal-decides', '^libs/journal/', '^libs/(journal|documents|persistence|rules|playbook|measures|survey-form|contracts|platform|temporal)/'),
    values(only('journal-takes-only-types-of-contracts', '^libs/journal/(?!field/)', '^libs/(journal|documents|persistence|rules|playbook|measures|survey-form|platform|temporal)/')),
    { name: 'only-wake-knows-the-engine', severity: 'error', from: { path: '^libs/journal/', pathNot: '^libs/journal/wake\\.ts$|\\.spec\\.ts$' }, to: { path: '^libs/temporal/' } },
    only('temporal-reaches-the-engine', '^libs/temporal/', '^libs/(temporal|rules|platform)/'),
    only('platform-stands-alone', '^libs/platform/', '^libs/platform/'),
    only('workflows-are-sandboxed', '^workflows/', '^workflows/|^libs/(measures|playbook|rules|contracts|temporal)/|^activities/'),
    values(only('workflows-take-values-only-from-names', '^workflows/', '^workflows/|^libs/temporal/names\\.ts$')),
    only('activities-touch-the-world', '^activities/', '^activities/|^libs/|^workflows/'),
    values(only('activities-take-only-types-of-workflows-and-contracts', '^activities/', '^activities/|^libs/(?!contracts/)')),
    only('api-is-a-door', '^apps/api/', '^apps/api/|^libs/(playbook|rules|contracts|documents|persistence|journal|temporal|platform)/'),
    only('worker-runs-workflows', '^apps/worker/', '^apps/worker/|^libs/(persistence|journal|temporal|platform|rules)/|^activities/'),
    only('web-knows-no-server', '^apps/web/', '^apps/web/|^libs/(measures|playbook|rules|survey-form|contracts)/'),
    only('cli-is-a-client', '^apps/cli/(?!operate/|beachhead\\.mjs)', '^apps/cli/|^libs/(playbook|contracts|platform|rules)/'),
    noPackages('pure-rooms-use-no-packages', '^libs/(measures|playbook|rules|survey-form)/'),
    noPackages('contracts-use-zod', '^libs/contracts/', 'node_modules/zod'),
    noPackages('workflows-use-the-sdk', '^workflows/', 'node_modules/@temporalio/(workflow|common)/'),
    { name: 'typeorm-stays-inside', severity: 'error', from: { pathNot: '^libs/(persistence|journal)/|^test/|\\.spec\\.ts$' }, to: { path: 'node_modules/typeorm/', dependencyTypesNot: ['type-only'] } },
    { name: 'react-only-in-the-web', severity: 'error', from: { pathNot: room('apps/web') }, to: { path: 'node_modules/(react|react-dom|antd)/' } },
    { name: 'no-nest-in-pure-rooms', severity: 'error', from: { path: '^(libs/(measures|playbook|rules|survey-form|contracts|documents)|workflows)/' }, to: { path: 'node_modules/@nestjs/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'], extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
