-- Models from before the fused views cannot be read any more: they go out of use, and the instance that starts next learns anew.
update dispatch.model set live = false, bytes = '' where live;
