"""A browser's subscription is taken at a known push service only, and given back."""

from backend.store import subscriptions
from tests.support.people import Konkret
from tests.support.push_service import Receiver


async def test_a_browser_is_taken_only_at_a_known_push_service(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        headers = {"x-konkret-token": await anne.token()}
        phone = Receiver("https://fcm.googleapis.com/fcm/send", "anne").subscription
        for endpoint, status in (
            (phone.endpoint, 204),
            ("http://fcm.googleapis.com/x", 422),
            ("https://fcm.googleapis.com.evil.example/x", 422),
            ("https://evil.example/fcm.googleapis.com", 422),
            ("https://evilnotify.windows.com/w", 422),
            ("https://169.254.169.254/latest", 422),
            ("https://fcm.googleapis.com@evil.example/", 422),
            ("https://[::1", 422),
            ("https://fcm.googleapis.com:22/x", 422),
            ("https://fcm.googleapis.com:99999/x", 422),
            ("https://db5.notify.windows.com/w/?token=x", 204),
        ):
            body = {"endpoint": endpoint, "keys": {"p256dh": phone.p256dh, "auth": phone.auth}}
            answer = await anne.http.post("/paamindelser", json=body, headers=headers)
            assert answer.status_code == status, endpoint
        bad = {"endpoint": phone.endpoint, "keys": {"p256dh": "x", "auth": "æ"}}
        assert (await anne.http.post("/paamindelser", json=bad, headers=headers)).status_code == 422
        off = await anne.http.post("/paamindelser/fra", json={"endpoint": phone.endpoint}, headers=headers)
        assert off.status_code == 204
        person = await konkret.id_of("Anne Holm")
        left = await subscriptions.of_people(konkret.db, [person])
        assert [each.endpoint for each in left[person]] == ["https://db5.notify.windows.com/w/?token=x"]
