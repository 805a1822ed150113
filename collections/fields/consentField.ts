import type { ArrayField } from 'payload'

/** What a person agreed to, to which wording, when and how; a withdrawal is kept beside it (PIPL Art. 14-15). */
export const consentField = (access: NonNullable<ArrayField['access']>) =>
  ({
    name: 'consent',
    type: 'array',
    access,
    admin: { initCollapsed: true },
    fields: [
      {
        type: 'row',
        fields: [
          {
            name: 'purpose',
            type: 'text',
            admin: {
              description: { en: 'Such as portrait use, marketing messages.', zh: '例如 肖像使用、营销消息。' },
            },
            label: { en: 'Purpose', zh: '用途' },
            required: true,
          },
          { name: 'version', type: 'text', label: { en: 'Version of the wording', zh: '条款版本' }, required: true },
          { name: 'via', type: 'text', label: { en: 'Given through', zh: '取得方式' } },
        ],
      },
      {
        type: 'row',
        fields: [
          {
            name: 'givenAt',
            type: 'date',
            admin: { date: { pickerAppearance: 'dayAndTime' } },
            label: { en: 'Given at', zh: '同意时间' },
            required: true,
          },
          {
            name: 'withdrawnAt',
            type: 'date',
            admin: { date: { pickerAppearance: 'dayAndTime' } },
            label: { en: 'Withdrawn at', zh: '撤回时间' },
          },
        ],
      },
    ],
    label: { en: 'Consent', zh: '同意记录' },
    labels: { plural: { en: 'Consents', zh: '同意记录' }, singular: { en: 'Consent', zh: '同意记录' } },
  }) satisfies ArrayField
