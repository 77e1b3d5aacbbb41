"""Minwal: an online store on django-oscar in which every touch of personal data asks Amana."""
