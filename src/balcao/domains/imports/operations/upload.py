"""Taking a file in. Nothing is read of it but its bytes."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path, PurePath
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from balcao.domains.imports.models import ImportPaper, ImportRun
from balcao.domains.imports.rules.decoding import MAX_BYTES, refuse_oversize
from balcao.kernel.ids import new_id


@transaction.atomic
def upload_products_file(
    *,
    store_id: int,
    file_name: str,
    size: int,
    stream: BinaryIO,
    actor: str,
    now: datetime,
    asset_folder: Path | None = None,
    limit: int = MAX_BYTES,
) -> UUID:
    """Keep a file for import and return the run's id. ``size`` and ``limit`` are bytes.

    ``asset_folder`` is where relative picture paths are looked for; without it they are refused.

    :raises FileTooLarge: by its size, before a byte is read, or by what the stream really holds.
    """
    refuse_oversize(size, limit=limit)
    content = stream.read(limit + 1)
    refuse_oversize(len(content), limit=limit)
    run = ImportRun.objects.create(
        id=new_id(),
        store_id=store_id,
        file_name=PurePath(file_name.replace("\\", "/")).name.replace("\0", "")[-255:],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        asset_folder=str(asset_folder) if asset_folder else "",
        actor=actor,
        created_at=now,
    )
    ImportPaper.objects.create(run=run, content=content)
    return run.pk
