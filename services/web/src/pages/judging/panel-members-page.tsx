import { formatList, formatNumber } from '@wsis/i18n';
import type { PanelProgress } from '../../application/judging/ports.js';
import type { Candidate } from '../../domain/panel-candidates.js';
import { ChoiceField, FormView, SelectField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { EmptyState } from '../parts/empty-state.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { RuleLink } from '../parts/rule-link.js';
import { Theirs, categoryName } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { panelPath, panelsPath, type PanelProps } from './panels-pages.js';

export type PanelField = 'members' | 'chair';

export interface PanelMembersProps extends PanelProps {
  /** Who judges now. */
  readonly panel: PanelProgress | undefined;
  readonly candidates: readonly Candidate[];
  readonly form: Form<PanelField>;
}

/** Chooses by name who judges a category and who of them chairs. */
export function PanelMembersPage(props: PanelMembersProps) {
  const { editionId, category, ruleBook, panel, candidates, form } = props;
  const { language, say } = usePage();
  const title = say(panel === undefined ? 'web.panels.form' : 'web.panels.change');
  const { quorum, panelSize } = ruleBook.evaluation;
  return (
    <Layout
      title={title}
      desk
      failed={form.refusal !== undefined}
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: panelsPath(editionId), label: say('web.panels.title') },
      ]}
    >
      <h1>{title}</h1>
      <p class="lead">{categoryName(language, categoriesOfRules(ruleBook), category)}</p>
      <p>
        {say('web.panels.form.explained', {
          quorum: formatNumber(language, quorum),
          size: formatNumber(language, panelSize),
        })}{' '}
        <RuleLink edition={editionId} rule="evaluation.panelSize" />
      </p>
      {panel !== undefined && panel.sealedSheets > 0 ? (
        <Notice kind="warning">{say('web.panels.change.sealed')}</Notice>
      ) : null}
      {candidates.length === 0 ? (
        <EmptyState title={say('web.panels.noExperts')}>
          <PageLink to={`/desk/people?edition=${encodeURIComponent(editionId)}`}>{say('web.people.invite')}</PageLink>
        </EmptyState>
      ) : (
        <FormView
          form={form}
          action={`${panelPath(editionId, category)}/members`}
          submit={say('web.panels.propose')}
          beside={<PageLink to={panelsPath(editionId)}>{say('web.confirm.back')}</PageLink>}
        >
          <ChoiceField form={form} name="members" several choices={useChoices(props)} />
          <SelectField
            form={form}
            name="chair"
            empty={say('web.form.choose')}
            choices={candidates.map(({ accountId, name, mayChair }) => ({
              value: accountId,
              label: mayChair ? say('web.panels.chair.may', { name }) : name,
            }))}
          />
        </FormView>
      )}
    </Layout>
  );
}

/** Each candidate by name, with what speaks for or against choosing them. */
function useChoices({ candidates, ruleBook }: PanelMembersProps) {
  const { language, say } = usePage();
  const named = (codes: readonly string[]) =>
    formatList(
      language,
      codes.map((code) => categoryName(language, categoriesOfRules(ruleBook), code)),
    );
  return candidates.map(({ accountId, name, came, elsewhere, boundTo }) => {
    const said = [
      boundTo.length > 0 && say('web.panels.candidate.bound', { categories: named(boundTo) }),
      elsewhere.length > 0 && say('web.panels.candidate.elsewhere', { categories: named(elsewhere) }),
      !came && say('web.panels.candidate.notCome'),
    ].filter((each) => each !== false);
    return {
      value: accountId,
      label: <Theirs text={name} />,
      ...(said.length === 0 ? {} : { hint: said.join(' ') }),
    };
  });
}
