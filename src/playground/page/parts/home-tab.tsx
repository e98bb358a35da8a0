import { useSurfaceState } from '../blocks/use-surface-state.ts';
import { useSnapshot } from '../data/workspace-context.ts';
import type { View } from '../data/workspace-data.ts';
import { ViewBody } from './view-body.tsx';

function HomeView({ view }: { readonly view: View }) {
  const surface = useSurfaceState({ viewId: view.id });
  return <ViewBody view={view} surface={surface} />;
}

/** The app's Home tab. */
export function HomeTab() {
  const snapshot = useSnapshot();
  return (
    <div className="home" role="tabpanel">
      {snapshot.home ? (
        <HomeView key={snapshot.home.id} view={snapshot.home} />
      ) : (
        <p className="nothing">{snapshot.app.name} shows nothing here yet.</p>
      )}
    </div>
  );
}
