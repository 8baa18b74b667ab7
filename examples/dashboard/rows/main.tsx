// Starts the rows at the server that `?host=` names, by default the one that this page comes from, and in development the
// one of the dashboard.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Rows } from './Rows.js'
import '../styles.css'
import './rows.css'

const host =
  new URLSearchParams(location.search).get('host') ?? (import.meta.env.PROD ? location.host : 'localhost:8082')

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Rows host={host} />
  </StrictMode>,
)
