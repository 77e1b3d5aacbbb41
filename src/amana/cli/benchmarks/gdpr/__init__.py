"""``amana bench gdpr``: what keeping promises costs, by the personas of GDPRbench.

Written from the description of Shastri et al., "Understanding and Benchmarking the Impact of GDPR
on Database Systems", PVLDB 13(7), 2020; every field is drawn independently here.
"""
