import type { Field } from 'payload'

/** Components by the name of the field, as package paths. */
export type FieldComponents = Record<string, { Cell?: string; Field?: string }>

/** Payload's JSON editor comes from a public network; ours is a text area. */
export const withPlainJson = (fields: Field[]): Field[] =>
  eachField(fields, (field) =>
    field.type === 'json' ? withComponentsOf(field, { Field: 'drumbeat/client#JsonField' }) : field,
  )

/** Finds fields by name, in tabs, rows and collapsibles as well, and gives them components of ours. */
export const withFieldComponents = (fields: Field[], components: FieldComponents): Field[] =>
  eachField(fields, (field) => {
    const ours = 'name' in field ? components[field.name] : undefined

    return ours === undefined ? field : withComponentsOf(field, ours)
  })

const withComponentsOf = (field: Field, ours: FieldComponents[string]): Field =>
  ({
    ...field,
    admin: {
      ...field.admin,
      components: { ...ours, ...(field.admin as { components?: object } | undefined)?.components },
    },
  }) as Field

/** Changes the fields of a collection, those in tabs, rows and collapsibles as well; names stay where they are. */
function eachField(fields: Field[], change: (field: Field) => Field): Field[] {
  return fields.map((field): Field => {
    if (field.type === 'tabs') {
      return { ...field, tabs: field.tabs.map((tab) => ({ ...tab, fields: eachField(tab.fields, change) })) }
    }

    if (field.type === 'row' || field.type === 'collapsible') {
      return { ...field, fields: eachField(field.fields, change) }
    }

    return change(field)
  })
}
