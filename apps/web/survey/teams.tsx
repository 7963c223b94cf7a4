import type { SurveyView } from '../../../libs/contracts/market-survey-views.js';
import { useWords } from '../language/i18n.js';
import { Chip } from '../shell/marks.js';

/** Who walks, whom each team asks, the schedule, and who was trained. */
export function Teams({ survey }: { survey: SurveyView }) {
  const { t, say, role, list, format } = useWords();
  const typeOf = (key: string): string => { const type = survey.respondentTypes.find((one) => one.key === key); return type ? say(type.title) : key; };
  const nameOf = (code: string): string => (code === 'all' ? t('survey.everyone') : survey.teams.find((team) => team.code === code)?.name ?? code);
  return (
    <section className="section" aria-labelledby="survey-teams-title">
      <h2 id="survey-teams-title">{t('survey.teams')}</h2>
      <ul className="rows">
        {survey.teams.map((team) => (
          <li key={team.code} className="row">
            <div className="row-main">
              <h3 className="row-title">
                {team.name} {say(team.does)} {team.mine && <Chip tone="good">{t('survey.mine')}</Chip>}
              </h3>
              <div className="row-facts">
                <span>{team.head ? t('survey.head', { name: team.head.name }) : t('survey.anyone', { role: role(team.role) })}</span>
                {team.members.length > 0 && <span>{t('survey.members', { names: list(team.members.map((member) => member.name)) })}</span>}
                <span>{team.zoneNos.length > 0 ? t('survey.zones', { zones: list(team.zoneNos.map(String)) }) : t(`survey.sweeps.${team.sweeps}`)}</span>
                {team.respondentTypes.length > 0 && <span>{t('survey.asks', { types: list(team.respondentTypes.map(typeOf)) })}</span>}
              </div>
            </div>
          </li>
        ))}
      </ul>
      <details className="survey-more">
        <summary>{t('survey.scheduleTitle')}</summary>
        <table className="read-table">
          <caption className="sr-only">{t('survey.scheduleTitle')}</caption>
          <thead>
            <tr>
              {(['work', 'team', 'days', 'result'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`survey.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {survey.schedule.map((work) => (
              <tr key={work.key}>
                <th scope="row">{say(work.title)}</th>
                <td data-label={t('survey.column.team')}>{nameOf(work.team)}</td>
                <td data-label={t('survey.column.days')}>{t('survey.from', { from: format.day(work.from), to: format.day(work.to) })}</td>
                <td data-label={t('survey.column.result')}>{say(work.result)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      {survey.training.length > 0 && (
        <details className="survey-more">
          <summary>{t('survey.trained')}</summary>
          <ul>
            {survey.training.map((one) => (
              <li key={`${one.person.id} ${one.day}`}>
                {one.person.name} · {format.day(one.day)} · {t('survey.outlets', { count: one.testOutlets })} {one.note}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
