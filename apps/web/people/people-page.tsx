import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { PersonView } from '../../../libs/contracts/views.js';
import { fileTypes } from '../../../libs/contracts/file-types.js';
import { DownloadButton } from '../shell/download.js';
import { useWords } from '../language/i18n.js';
import { useSession } from '../session/session.js';
import { useRead } from '../shell/api.js';
import { Chip } from '../shell/marks.js';
import { Read } from '../shell/states.js';
import { AddPersonDrawer } from './add-person-drawer.js';
import { RolesDrawer } from './roles-drawer.js';
import './people.css';

/** Who there is and which roles they hold, per market or everywhere. Administrators add people and give roles. */
export function PeoplePage() {
  const { t } = useWords();
  const people = useRead('listPeople', {});
  const session = useSession().data;
  const admin = session?.state === 'in' && session.person.admin;
  const [adding, setAdding] = useState(false);
  const [giving, setGiving] = useState<PersonView | null>(null);
  return (
    <>
      <div className="page-head">
        <h1>{t('nav.people')}</h1>
        <DownloadButton door="listPeople" input={{}} type={fileTypes.xlsx} name="people.xlsx" label={t('files.excel')} />
        {admin ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
            {t('people.add')}
          </Button>
        ) : (
          <p className="quiet">{t('people.onlyAdmin')}</p>
        )}
      </div>
      <Read of={people}>{(all) => <People people={all} give={admin ? setGiving : null} />}</Read>
      {adding && <AddPersonDrawer close={() => setAdding(false)} />}
      {giving && <RolesDrawer person={giving} close={() => setGiving(null)} />}
    </>
  );
}

function People({ people, give }: { people: readonly PersonView[]; give: ((person: PersonView) => void) | null }) {
  const { t, role } = useWords();
  const sorted = [...people].sort((a, b) => a.name.localeCompare(b.name, 'zh'));
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t('nav.people')}>
      <table className="read-table people-table">
        <caption className="sr-only">{t('nav.people')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('session.login')}</th>
            <th scope="col">{t('people.roles')}</th>
            {give && (
              <th scope="col">
                <span className="sr-only">{t('people.giveRoles')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {sorted.map((person) => (
            <tr key={person.id}>
              <th scope="row">{person.name}</th>
              <td data-label={t('session.login')}>{person.login}</td>
              <td data-label={t('people.roles')}>
                <span className="card-marks">
                  {person.admin && <Chip tone="near">{t('people.admin')}</Chip>}
                  {!person.active && <Chip tone="off">{t('people.inactive')}</Chip>}
                  {person.roles.map((held) => (
                    <Chip key={`${held.role} ${held.marketId}`}>
                      {role(held.role)} · {held.marketId === '*' ? t('people.everywhere') : (held.market ?? held.marketId)}
                    </Chip>
                  ))}
                  {person.roles.length === 0 && !person.admin && <span className="quiet">{t('people.noRoles')}</span>}
                </span>
              </td>
              {give && (
                <td className="number">
                  <Button size="small" onClick={() => give(person)} aria-label={t('people.giveRolesTo', { name: person.name })}>
                    {t('people.giveRoles')}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
