'use client'

import { FiguresPanel } from '../figures/FiguresPanel.tsx'

/** What all publications together brought in the last seven days. */
export const FiguresWidget = () => <FiguresPanel className="drumbeat-widget" id="-" kind="all" />
