"""Promises together: text form, versions, difference, contradictions, notice."""
