'use client'

import '../admin/styles.css'

export { Icon } from '../admin/brand/Icon.tsx'
export { Logo } from '../admin/brand/Logo.tsx'
