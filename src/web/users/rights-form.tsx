// What somebody may do, as fields of a form: roles, and all queues or only some.
import { type Label, label } from '../../ids.js'
import { isPersonRole, type PersonRole, personRoles } from '../../roles.js'
import { FormChoice } from '../page/form.js'
import type { PersonContext, ReviewServices } from '../request-context.js'

interface Rights {
  readonly roles: readonly PersonRole[]
  readonly departments: readonly Label[] | undefined
}

export function RightsFields({
  services,
  ctx,
  rights,
  error,
}: {
  readonly services: ReviewServices
  readonly ctx: PersonContext
  readonly rights: Rights
  readonly error?: string | undefined
}) {
  const { texts } = ctx
  const t = texts.users
  return (
    <>
      <FormChoice
        {...{ name: 'roles', legend: texts.account.roles, type: 'checkbox' }}
        options={personRoles.map((value) => ({
          value,
          label: texts.roles[value],
          hint: texts.roleHints[value],
        }))}
        chosen={rights.roles}
        error={error}
      />
      <FormChoice
        {...{ name: 'scope', legend: t.scope, type: 'radio' }}
        options={[
          { value: 'all', label: texts.account.allDepartments },
          { value: 'some', label: t.some },
        ]}
        chosen={[rights.departments === undefined ? 'all' : 'some']}
      />
      <FormChoice
        {...{
          name: 'departments',
          legend: texts.account.departments,
          type: 'checkbox',
          hint: t.departmentsHint,
        }}
        options={Object.entries(services.config.queues).map(([value, { name }]) => ({ value, label: name }))}
        chosen={rights.departments ?? []}
        isInColumns
      />
    </>
  )
}

/** Reads the fields; unknown queues and roles are dropped. "Some" with none ticked means none: the person sees no mail. */
export function readRights({ config }: ReviewServices, { form }: Pick<PersonContext, 'form'>): Rights {
  const roles = form.getAll('roles').filter(isPersonRole)
  const ticked = form.getAll('departments').filter((key) => Object.hasOwn(config.queues, key))
  return { roles, departments: form.get('scope') === 'some' ? ticked.map((key) => label(key)) : undefined }
}
