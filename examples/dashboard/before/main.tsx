// Starts the dashboard at the server that `?host=` names, by default the one of the dashboard.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.js'
import '../styles.css'

const host = new URLSearchParams(location.search).get('host') ?? 'localhost:8082'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App host={host} />
  </StrictMode>,
)
