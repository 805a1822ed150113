import { Link } from '@payloadcms/ui'

import type { EndingLicence } from '../data/endingLicences.ts'
import { formatDay } from '../format/formatDay.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

/** Rights that run out before the campaign that needs them. */
export function EndingLicences({ licences }: { licences: readonly EndingLicence[] }) {
  const { language, say } = useText()
  const { admin } = useUrls()

  return (
    <ul className="drumbeat-rows drumbeat-rows--narrow">
      {licences.map(({ campaign, validUntil, work }) => (
        <li className="drumbeat-notice" key={`${campaign.id}${work.id}`}>
          <Link href={admin(`/collections/${work.collection}/${work.id}`)}>
            {say('attention:licence', { name: work.name, until: formatDay({ language, on: validUntil }) })}
          </Link>
          <Link href={admin(`/collections/campaigns/${campaign.id}`)}>
            {say('attention:licenceCampaign', {
              name: campaign.name,
              on: formatDay({ language, on: campaign.endAt.slice(0, 10) }),
            })}
          </Link>
        </li>
      ))}
    </ul>
  )
}
