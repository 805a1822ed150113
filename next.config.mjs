import { withPayload } from '@payloadcms/next/withPayload'

/** @type {import('next').NextConfig} */
const nextConfig = {
  devIndicators: false,
  poweredByHeader: false,
  // Express is the host; one copy of each of these serves both it and Next.
  serverExternalPackages: [
    'agenda',
    '@agendajs/mongo-backend',
    '@aws-sdk/client-s3',
    'mongodb',
    'mongoose',
    'pino',
    'prom-client',
    'sharp',
    'undici',
  ],
  typescript: { ignoreBuildErrors: true },
}

export default withPayload(nextConfig, { devBundleServerPackages: false })
