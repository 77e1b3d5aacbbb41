def test_it_runs(minwal):
    import httpx
    r = httpx.get(minwal.app_url + "/")
    print(r.status_code)
    assert r.status_code == 200
