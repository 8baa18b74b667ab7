// Starts the dashboard at the server that `?host=` names, by default the one that this page comes from, and in development the one of the dashboard.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.js'
import '../styles.css'

const host =
  new URLSearchParams(location.search).get('host') ?? (import.meta.env.PROD ? location.host : 'localhost:8082')

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App host={host} />
  </StrictMode>,
)
